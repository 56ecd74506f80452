import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { headerSchema, type InteractiveHeader, partsToWire } from "./interactive-parts.js";

/** A link with a host name: WhatsApp opens no bare IP address. */
export const namedUrl = once(() =>
  z.string().superRefine((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || !/[a-z]/i.test(url.hostname))
      context.addIssue({ code: "custom", message: "expected an http or https URL with a host name" });
    if (value.length > 2000)
      context.addIssue({ code: "custom", message: `at most 2000 characters, got ${String(value.length)}` });
  }),
);

export const urlButtonSchema = once(() =>
  z.strictObject({
    header: headerSchema().optional(),
    body: text(1024),
    footer: text(60).optional(),
    button: text(20),
    url: namedUrl(),
  }),
);

/** Text with a button that opens a page. */
export interface UrlButtonMessageInput {
  readonly header?: InteractiveHeader | undefined;
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
  /** Label: 1 to 20 characters. */
  readonly button: string;
  /** Opened in the browser: http or https with a host name. */
  readonly url: string;
}

/** Text with a button that opens a web page. @throws ValidationError `INVALID_MESSAGE`. */
export function urlButtonMessage(input: UrlButtonMessageInput): OutgoingMessage {
  const { button, url, ...parts } = checkMessage("url button", urlButtonSchema(), input);
  return {
    kind: "interactive",
    wire: {
      type: "interactive",
      interactive: {
        type: "cta_url",
        ...partsToWire(parts as UrlButtonMessageInput),
        action: { name: "cta_url", parameters: { display_text: button, url } },
      },
    },
  };
}
