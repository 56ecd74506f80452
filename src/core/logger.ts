import { maskDigits } from "./phone-number.js";

/** Four functions, pino-compatible in order (`fields`, `message`). Silent by default. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

const nothing = (): void => undefined;

export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Wraps a logger so that neither secrets nor whole phone numbers pass: `secrets` are replaced wherever they occur,
 * and every run of 8 to 15 digits that could be a phone number is masked.
 */
export function redactingLogger(
  logger: Logger,
  secrets: readonly string[] | (() => readonly string[]),
): Logger {
  const redact = redactor(secrets);
  const wrap =
    (level: keyof Logger) =>
    (fields: LogFields, message: string): void => {
      logger[level](redact(fields) as LogFields, redact(message) as string);
    };
  return { debug: wrap("debug"), info: wrap("info"), warn: wrap("warn"), error: wrap("error") };
}

/** Masks secrets and phone-like digit runs in strings, at any depth. `secrets` may be a function: a token is renewed. */
export function redactor(
  secrets: readonly string[] | (() => readonly string[]),
): (value: unknown) => unknown {
  const text = (value: string): string => {
    let out = value;
    for (const secret of typeof secrets === "function" ? secrets() : secrets)
      if (secret.length >= 4) out = out.split(secret).join("[secret]");
    return out.replace(/(?<![\w.:-])\+?\d{8,15}(?![\w-])/g, (digits) => maskDigits(digits.replace("+", "")));
  };
  const walk = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return text(value);
    if (typeof value !== "object" || value === null || depth > 6) return value;
    if (value instanceof Error) {
      const code = (value as { code?: unknown }).code;
      return {
        name: value.name,
        message: text(value.message),
        ...(typeof code === "string" ? { code } : {}),
      };
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, depth + 1)]));
  };
  return (value) => walk(value, 0);
}
