/** Template category as Meta reports it. Open: Meta may add one. */
export type TemplateCategory = "marketing" | "utility" | "authentication";

/** Reads Meta's upper-case category; an unknown one is treated as marketing, the strictest (row 17). */
export function parseCategory(value: string): TemplateCategory {
  const lower = value.toLowerCase();
  return lower === "utility" || lower === "authentication" ? lower : "marketing";
}
