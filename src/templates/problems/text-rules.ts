import { isPosition, variablesIn } from "../variables.js";
import { isText, lengthOf, NOT_PLAIN, type Report } from "./report.js";

const NAMED = /^[a-z0-9_]+$/;

/** L06, L08, L12 to L18: the text of a template or of a card. */
export function checkBody(field: string, text: unknown, max: number, report: Report): void {
  if (!isText(text)) {
    report(field, "exactly one body with text (L06)");
    return;
  }
  const length = lengthOf(text);
  if (length > max) report(field, `at most ${String(max)} characters, got ${String(length)} (L08)`);
  checkBraces(field, text, report);
  const trimmed = text.trim();
  if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed))
    report(field, "must not start or end with a variable (L15)");
  if (/\{\{[^{}]*\}\}\s*\{\{/.test(text)) report(field, "two variables need words between them (L16)");
  checkSequence(field, variablesIn(text), report);
  checkDensity(field, text, report);
}

/** L07: a text header. */
export function checkHeaderText(field: string, text: unknown, report: Report): void {
  if (!isText(text)) {
    report(field, "expected { text } or { format } (L07)");
    return;
  }
  if (lengthOf(text) > 60) report(field, `at most 60 characters, got ${String(lengthOf(text))} (L07)`);
  const names = variablesIn(text);
  if (names.length > 1) report(field, "at most one variable (L07)");
  if (NOT_PLAIN.test(text.replace(/\{\{[^{}]*\}\}/g, "")))
    report(field, "no emoji, formatting or line break (L07)");
  checkBraces(field, text, report);
  checkSequence(field, names, report);
}

/** L09: a footer. */
export function checkFooter(text: unknown, report: Report): void {
  if (text === undefined) return;
  if (!isText(text) || lengthOf(text) > 60) report("footer", "1 to 60 characters (L09)");
  else if (/\{\{/.test(text)) report("footer", "no variables (L09)");
  else if (NOT_PLAIN.test(text)) report("footer", "no emoji, formatting or line break (L09)");
}

/** L12, L14, L18: how a variable is written. */
export function checkBraces(field: string, text: string, report: Report): void {
  if (/[{}]/.test(text.replace(/\{\{[^{}]*\}\}/g, "")))
    report(field, "every variable is {{name}} with two braces on each side (L12)");
  for (const name of variablesIn(text)) {
    if (!NAMED.test(name))
      report(
        field,
        `the variable "${name.slice(0, 40)}" may only have lower-case letters, digits and underscores (L12, L14, L18)`,
      );
  }
}

/** L13, L14: positional variables run from 1 without gaps, and do not mix with named ones. */
function checkSequence(field: string, names: readonly string[], report: Report): void {
  const positional = names.filter(isPosition);
  if (positional.length === 0) return;
  if (positional.length !== names.length) report(field, "named and positional variables do not mix (L14)");
  else if (names.some((name) => Number(name) > names.length))
    report(field, "positional variables run 1, 2, 3 without gaps (L13)");
}

/** L17: Meta refuses many variables among few words (2388293); the ratio is ours. */
function checkDensity(field: string, text: string, report: Report): void {
  const count = (text.match(/\{\{[^{}]*\}\}/g) ?? []).length;
  const words = text
    .replace(/\{\{[^{}]*\}\}/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (count > 0 && words < 2 * count + 1)
    report(field, `too few words for its ${String(count)} variables (L17)`);
}
