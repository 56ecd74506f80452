import type { InboundMessage } from "../webhooks/index.js";
import type { AskedQuestion } from "./conversation.js";

/** What a message is to an open question. */
export type AnswerReading =
  /** Nothing: the question goes on waiting, and the message is handled as any other. */
  | { readonly kind: "none" }
  | { readonly kind: "choice"; readonly id: string; readonly title: string }
  | { readonly kind: "text"; readonly text: string }
  /** Meant as an answer, and none of those that the question takes. */
  | { readonly kind: "unfit"; readonly text: string };

const NONE: AnswerReading = { kind: "none" };

/**
 * Reads one message as the answer to one question. Pure.
 *
 * Texts answer. A tapped button or chosen row answers when it belongs to a message that put this question; one of an
 * older message does not. Pictures, places, reactions and the rest are no answers. Nor is what the person had sent before
 * the question, however late it comes, and what they send after its time.
 */
export function readAnswer(question: AskedQuestion, message: InboundMessage): AnswerReading {
  const { after } = question;
  if (question.state !== "open" || message.at > question.expiresAt) return NONE;
  if (after !== undefined && (message.at < after.at || message.id === after.messageId)) return NONE;
  if (message.type === "text") return readText(question, message.text.body);
  if (message.type !== "interactive") return NONE;
  const { reply } = message.interactive;
  if (reply.kind !== "button_reply" && reply.kind !== "list_reply") return NONE;
  const source = message.context?.messageId;
  if (source !== undefined && question.messageIds.length > 0 && !question.messageIds.includes(source))
    return NONE;
  const choice = question.choices.find(({ id }) => id === reply.id);
  return choice === undefined ? NONE : { kind: "choice", ...choice };
}

/** The text of a choice counts as choosing it, and so does its number. */
function readText({ choices }: AskedQuestion, body: string): AnswerReading {
  if (choices.length === 0) return { kind: "text", text: body };
  const said = folded(body);
  const named = choices.find(({ id, title }) => folded(title) === said || folded(id) === said);
  const choice = named ?? (/^\d{1,2}$/.test(said) ? choices[Number(said) - 1] : undefined);
  return choice === undefined ? { kind: "unfit", text: body } : { kind: "choice", ...choice };
}

function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^[\s"'*_~.!?]+|[\s"'*_~.!?]+$/gu, "")
    .replace(/\s+/g, " ");
}

/** The words that an open question owns: as answers they are no opt-outs (compliance 4.1, "owned"). Pure. */
export function ownedWords(question: AskedQuestion): readonly string[] {
  return [...question.choices.flatMap(({ id, title }) => [title, id]), ...question.words];
}
