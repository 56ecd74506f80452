/** Meta refuses line breaks, tabs and more than four spaces in a row (132012, 132018). */
export function textProblems(value: unknown): string[] {
  if (typeof value !== "string") return [`expected a string, got ${value === null ? "null" : typeof value}`];
  const problems: string[] = [];
  if (value.trim() === "") problems.push("must not be empty");
  if (/[\n\r\u2028\u2029\v\f]/.test(value)) problems.push("must be one line: no line break");
  if (value.includes("\t")) problems.push("must not hold a tab");
  if (/ {5,}/.test(value)) problems.push("at most four spaces in a row");
  return problems;
}
