import * as z from "zod";
import { once } from "../core/index.js";
import { checkMessage, text } from "./check-message.js";
import { type DirectButtonsInput, directButtonsMessage } from "./direct-buttons.js";
import { type CallButtonInput, callButtonMessage } from "./kinds/request-messages.js";
import { textMessage } from "./kinds/text-message.js";
import { type UrlButtonMessageInput, urlButtonMessage } from "./kinds/url-button-message.js";
import type { OutgoingMessage } from "./outgoing-message.js";

/** What Direct Send takes: text, or text with buttons (replies and links), one link or a call button. */
export type DirectContent =
  | { readonly text: string }
  | { readonly buttons: DirectButtonsInput }
  | { readonly urlButton: UrlButtonMessageInput }
  | { readonly callButton: CallButtonInput };

/** Categories that go out by Direct Send. */
export type DirectCategory = "utility" | "authentication";

/** Seconds that Meta may take to deliver (Meta, Direct Send, July 2026). */
const TTL: Readonly<Record<DirectCategory, readonly [number, number]>> = {
  utility: [30, 43_200],
  authentication: [30, 900],
};

/**
 * A message of the session kind that names its category: Meta finds or makes the template for it (Direct Send, beta).
 * Bodies take 1024 characters, one-time codes are plain text.
 *
 * @throws ValidationError `INVALID_MESSAGE`.
 */
export function directMessage(input: {
  readonly category: DirectCategory;
  readonly content: DirectContent;
  readonly ttlSeconds?: number | undefined;
}): OutgoingMessage {
  const { category, content, ttlSeconds } = checkMessage("direct", directSchema(), input);
  const { kind, wire } = build(content as DirectContent);
  return {
    kind,
    wire: { ...wire, category, ...(ttlSeconds === undefined ? {} : { ttl_seconds: ttlSeconds }) },
  };
}

function build(content: DirectContent): OutgoingMessage {
  if ("text" in content) return textMessage({ body: content.text });
  if ("buttons" in content) return directButtonsMessage(content.buttons);
  if ("urlButton" in content) return urlButtonMessage(content.urlButton);
  return callButtonMessage(content.callButton);
}

const inner = once(() => z.looseObject({}));
export const directSchema = once(() =>
  z
    .strictObject({
      category: z.enum(["utility", "authentication"], {
        error: 'expected "utility" or "authentication": marketing needs a template',
      }),
      content: z.union(
        [
          z.strictObject({ text: text(1024) }),
          z.strictObject({ buttons: inner() }),
          z.strictObject({ urlButton: inner() }),
          z.strictObject({ callButton: inner() }),
        ],
        {
          error: "expected { text } of at most 1024 characters, { buttons }, { urlButton } or { callButton }",
        },
      ),
      ttlSeconds: z.int().optional(),
    })
    .superRefine(({ category, content, ttlSeconds }, context) => {
      if (category === "authentication" && !("text" in content))
        context.addIssue({ code: "custom", path: ["content"], message: "a one-time code is plain text" });
      const [min, max] = TTL[category];
      if (ttlSeconds !== undefined && (ttlSeconds < min || ttlSeconds > max))
        context.addIssue({
          code: "custom",
          path: ["ttlSeconds"],
          message: `expected ${String(min)} to ${String(max)} seconds, got ${String(ttlSeconds)}`,
        });
    }),
);
