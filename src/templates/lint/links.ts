import type { TemplateView } from "./template-view.js";
import { allButtons, shownTexts } from "./view-parts.js";

/** A link of a template, and where it stands. */
export interface FoundLink {
  readonly field: string;
  /** Host in lower case, without `www.`. */
  readonly host: string;
}

const LINK = /(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/?#:\s.,!)]|$)(?:\/\S*)?/gi;

/** Every link: of texts, where the scheme may be missing, and of URL buttons. */
export function linksOf(view: TemplateView): readonly FoundLink[] {
  const inTexts = shownTexts(view).flatMap(({ field, text }) =>
    [...text.matchAll(LINK)].map((match) => ({ field, host: bare(match[1] ?? ""), whole: match[0] })),
  );
  const inButtons = allButtons(view).flatMap(({ url, field }) => {
    const host = /^https?:\/\/([^/?#{}:\s]+)/i.exec(url?.text ?? "")?.[1];
    return host === undefined ? [] : [{ field: `${field}.url`, host: bare(host) }];
  });
  return [
    // "ready.Thanks" is no link: a bare host counts with a path or a known ending only.
    ...inTexts
      .filter(
        ({ whole, host }) =>
          whole.includes("/") || /\.(?:com|net|org|io|co|me|ly|app|shop|store|in|de|br|mx|id)$/.test(host),
      )
      .map(({ field, host }) => ({ field, host })),
    ...inButtons,
  ];
}

/** True when the host is the domain or stands below it. */
export function belongsTo(host: string, domain: string): boolean {
  const own = bare(domain);
  return host === own || host.endsWith(`.${own}`);
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^www\./, "");
}
