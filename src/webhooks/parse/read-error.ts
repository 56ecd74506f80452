import type { WebhookErrorDetail } from "../events/base.js";
import { list, number, record, text } from "./read.js";
import { shape } from "./shape.js";

const NONE: readonly WebhookErrorDetail[] = Object.freeze([]);

/** Meta's error objects; tolerant of the older shapes, and of one error where a list belongs. */
export function readErrors(value: unknown): readonly WebhookErrorDetail[] {
  return value === undefined ? NONE : list(value).map(readError);
}

export function readError(item: unknown): WebhookErrorDetail {
  const parts = readParts(item);
  return { ...parts, code: parts.code ?? 0, title: parts.title ?? "Unknown error" };
}

const readParts = shape({
  code: number,
  title: [text, "title", "message"],
  details: [(data) => text(record(data)?.details) ?? text(data), "error_data", "details"],
  href: text,
});
