import { StoreError, type StoreCode, WaypostError } from "../../core/index.js";

/** SQLSTATE of an error of PostgreSQL, or the code of an error of the network. */
export function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  if (typeof code === "string") return code;
  return Array.isArray(errors) ? codeOf(errors[0]) : "";
}

/** True for an error that PostgreSQL itself told, after which the connection is still good. */
export function connectionSurvives(error: unknown): boolean {
  const code = codeOf(error);
  return /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|E)/.test(code);
}

/**
 * Nothing was written, and the same work may be done again: two transactions met (deadlock, one key), or the server ended
 * the connection while it was idle and the pool had not heard of it yet.
 */
export function mayRunAgain(error: unknown): boolean {
  return ["40001", "40P01", "23505", "57P01"].includes(codeOf(error));
}

/** A value that PostgreSQL does not take: it must not take others of its batch along. */
export function isAboutOneValue(error: unknown): boolean {
  return StoreError.is(error) && /^2[123]/.test(codeOf(error.cause));
}

const OPENING: readonly (readonly [test: RegExp, message: string, fix: string])[] = [
  [/^28/, "PostgreSQL refused the user or the password.", "Check both, and the server's pg_hba.conf."],
  [/^3D000$/, "The PostgreSQL database does not exist.", "Create it: CREATE DATABASE ..."],
  [
    /^42501$/,
    "The PostgreSQL user may not create the tables of the store.",
    "Create the schema for it: CREATE SCHEMA waypost AUTHORIZATION your_user",
  ],
  [
    /^53300$/,
    "PostgreSQL has no connection left.",
    "Raise max_connections, or give each process a smaller pool.",
  ],
  [
    /^(55P03|57014)$/,
    "The tables of the store were locked for too long to be brought up to date.",
    "Look for a long transaction in pg_stat_activity; the next call tries again.",
  ],
];

/** Why the store could not be opened, in words. Neither password nor data are in it. */
export function openFailure(error: unknown): unknown {
  if (WaypostError.is(error)) return error;
  const code = codeOf(error);
  const [, message, fix] = OPENING.find(([test]) => test.test(code)) ?? [
    undefined,
    "PostgreSQL does not answer, or the store cannot be prepared.",
    "Check host, port and database name, and that the server runs; the next call tries again.",
  ];
  return failure("STORE_OPEN_FAILED", message, fix, error);
}

export function useFailure(error: unknown): unknown {
  if (WaypostError.is(error)) return error;
  return failure(
    "STORE_UNAVAILABLE",
    "The PostgreSQL store could not be read or written.",
    "Look at the cause: a server that is down or restarts, a full disk, a pool without a free connection. Nothing was sent; the store connects again by itself.",
    error,
  );
}

function failure(code: StoreCode, message: string, fix: string, error: unknown): StoreError {
  return new StoreError(code, message, { fix, cause: withoutData(error) });
}

/**
 * What of the cause may be shown. PostgreSQL puts values of rows into `detail` and `where`, the pool hangs its client
 * with the password on the error: only code, constraint and the masked message are kept.
 */
function withoutData(error: unknown): Error {
  const first =
    error instanceof AggregateError && error.message === "" ? (error.errors[0] as unknown) : error;
  const text = first instanceof Error ? first.message : String(first);
  const { constraint } = (first ?? {}) as { constraint?: unknown };
  const shown = new Error(text.replace(/\/\/[^@\s]*@/g, "//***@").replace(/\d{7,}/g, "***"));
  return Object.assign(shown, {
    code: codeOf(error),
    ...(typeof constraint === "string" ? { constraint } : {}),
  });
}
