/** Takes one problem of a definition: its field, and what is wrong with the rule's id. */
export type Report = (field: string, problem: string) => void;

export function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** Characters as Meta counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** What a header, a footer or a label may not hold. */
export const NOT_PLAIN = /[*_~`\n]|\p{Extended_Pictographic}/u;
