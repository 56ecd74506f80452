import * as z from "zod";
import { keepLimit, once } from "../core/index.js";
import { checkMessage, items, text } from "./check-message.js";
import { type ButtonsMessageInput, type ReplyButton, replyId } from "./kinds/buttons-message.js";
import { duplicates, headerSchema, partsToWire } from "./kinds/interactive-parts.js";
import { namedUrl } from "./kinds/url-button-message.js";
import type { OutgoingMessage } from "./outgoing-message.js";

/** A button that opens a page. */
export interface LinkButton {
  /** 1 to 20 characters. */
  readonly title: string;
  /** Opened in the browser: http or https with a host name. */
  readonly url: string;
}

/** Text with one to ten buttons: replies, and at most two links. */
export type DirectButtonsInput = Omit<ButtonsMessageInput, "buttons"> & {
  /** Ids and titles differ. */
  readonly buttons: readonly (ReplyButton | LinkButton)[];
};

const MOST_LINKS = 2;
const replyButton = once(() => z.strictObject({ id: replyId(256), title: text(20) }));
const linkButton = once(() => z.strictObject({ title: text(20), url: namedUrl() }));
const buttons = once(() =>
  items(z.union([replyButton(), linkButton()], { error: "expected { id, title } or { title, url }" }), 10, {
    what: "button",
  }),
);

export const directButtonsSchema = once(() =>
  z.strictObject({
    header: headerSchema().optional(),
    body: text(1024),
    footer: text(60).optional(),
    buttons: keepLimit(
      buttons(),
      buttons().superRefine((given, context) => {
        const issue = (message: string): void => context.addIssue({ code: "custom", message });
        const ids = given.flatMap((button) => ("id" in button ? [button.id] : []));
        const links = given.length - ids.length;
        if (links > MOST_LINKS) issue(`at most ${String(MOST_LINKS)} links, got ${String(links)}`);
        if (duplicates(ids).length > 0) issue("ids must differ");
        if (duplicates(given.map(({ title }) => title)).length > 0) issue("titles must differ");
      }),
    ),
  }),
);

/**
 * Text with the buttons of Direct Send. Replies alone travel as in a chat. Meta's page on the mixed form (August 2026)
 * was not to be had in full: a link stands here as every other button does, under the name of its type.
 *
 * @throws ValidationError `INVALID_MESSAGE`.
 */
export function directButtonsMessage(input: DirectButtonsInput): OutgoingMessage {
  const { buttons: given, ...parts } = checkMessage("buttons", directButtonsSchema(), input);
  return {
    kind: "interactive",
    wire: {
      type: "interactive",
      interactive: {
        type: "button",
        ...partsToWire(parts as ButtonsMessageInput),
        action: {
          buttons: given.map((button) =>
            "id" in button
              ? { type: "reply", reply: { id: button.id, title: button.title } }
              : { type: "cta_url", cta_url: { display_text: button.title, url: button.url } },
          ),
        },
      },
    },
  };
}
