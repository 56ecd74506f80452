import { nameParameter } from "../../fingerprints/index.js";
import type { OutgoingMessage } from "../../messages/index.js";
import type { TemplateDefinition } from "../../templates/index.js";

/** What the guards look at of a message. It is read when a guard needs it, and only hashes of it are kept. */
export interface SendContent {
  /** What the person reads. */
  readonly text: () => string;
  /** What differs from person to person, their name left out; undefined for free form. */
  readonly particulars?: (() => readonly string[]) | undefined;
  /** What the person is called in the text. */
  readonly names?: readonly string[] | undefined;
}

export function templateContent(template: TemplateDefinition, params: unknown): SendContent {
  const values = textsOf(params);
  const name = nameParameter(values);
  return {
    text: () => `${template.name}\n${template.language}\n${template.render(params as never).text}`,
    particulars: () => Object.keys(values).flatMap((key) => (key === name ? [] : [values[key] ?? ""])),
    names: name === undefined ? [] : [values[name] ?? ""],
  };
}

/** Direct Send has no parameters: the numbers in its text are what differs. */
export function directContent(message: OutgoingMessage): SendContent {
  const text = (): string => readableText(message);
  return { text, particulars: () => text().match(/[\p{L}\p{N}-]*\p{N}[\p{L}\p{N}-]*/gu) ?? [] };
}

/** Reactions and pins say nothing new to anybody. */
export function freeFormContent(message: OutgoingMessage): SendContent | undefined {
  return isSilent(message.kind) ? undefined : { text: () => readableText(message) };
}

/** A file that is not uploaded yet is known by what is said with it. */
export function fileContent(kind: string, said: object): SendContent {
  return { text: () => `${kind}\n${leaves(said).join("\n")}` };
}

function isSilent(kind: string): boolean {
  return kind === "reaction" || kind === "pin";
}

function readableText({ kind, wire }: OutgoingMessage): string {
  return `${kind}\n${leaves(wire).join("\n")}`;
}

/** Every text of a message, in the order in which it stands. */
function leaves(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leaves);
}

function textsOf(params: unknown): Readonly<Record<string, string>> {
  if (typeof params !== "object" || params === null) return {};
  // Without a prototype: a parameter may be called as one of its members is.
  const texts = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(params))
    if (value !== undefined) texts[key] = typeof value === "string" ? value : leaves(value).join("\n");
  return texts;
}
