import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";

/** Made when a reaction is first checked: loading its data takes milliseconds. */
let graphemes: Intl.Segmenter | undefined;

export const reactionSchema = once(() =>
  z.strictObject({
    messageId: z.string().min(1, { error: "expected the id of the message" }),
    emoji: z.string().refine((emoji) => emoji === "" || isOneEmoji(emoji), { error: "expected one emoji" }),
  }),
);

export interface ReactionMessageInput {
  /** Id of the message, at most 30 days old, that is itself no reaction. */
  readonly messageId: string;
  /** One emoji; empty takes the reaction back. */
  readonly emoji: string;
}

/** An emoji on a message. Meta reports only `sent` for it. @throws ValidationError `INVALID_MESSAGE`. */
export function reactionMessage(input: ReactionMessageInput): OutgoingMessage {
  const { messageId, emoji } = checkMessage("reaction", reactionSchema(), input);
  return { kind: "reaction", wire: { type: "reaction", reaction: { message_id: messageId, emoji } } };
}

/** One user-perceived character with an emoji in it: flags, skin tones and families are several code points. */
function isOneEmoji(value: string): boolean {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return (
    [...graphemes.segment(value)].length === 1 &&
    /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Extended_Pictographic}/u.test(value)
  );
}
