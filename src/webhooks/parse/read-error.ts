import type { WebhookErrorDetail } from "../events/base.js";
import { compact, fields, list, number, record, text } from "./read.js";

/** Meta's error objects; tolerant of the older shapes, and of one error where a list belongs. */
export function readErrors(value: unknown): readonly WebhookErrorDetail[] {
  return value === undefined ? NONE : list(value).map(readError);
}
const NONE: readonly WebhookErrorDetail[] = Object.freeze([]);

export function readError(item: unknown): WebhookErrorDetail {
  const raw = fields(item);
  return compact({
    code: number(raw.code) ?? 0,
    title: text(raw.title) ?? text(raw.message) ?? "Unknown error",
    details: text(record(raw.error_data)?.details) ?? text(raw.error_data) ?? text(raw.details),
    href: text(raw.href),
  });
}
