import { ValidationError } from "../core/index.js";

/** Where Graph is, without a slash at its end. @throws ValidationError `INVALID_OPTIONS`. */
export function baseOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const local = url !== undefined && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (
    url === undefined ||
    (url.protocol !== "https:" && !(url.protocol === "http:" && local)) ||
    url.search !== "" ||
    url.username !== ""
  ) {
    throw invalid("baseUrl", "expected an https URL without query (http only for localhost)");
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** @throws ValidationError `INVALID_OPTIONS`. */
export function checkVersion(version: string): string {
  if (!/^v\d+\.\d+$/.test(version)) throw invalid("apiVersion", 'expected a version such as "v26.0"');
  return version;
}

/** @throws ValidationError `INVALID_OPTIONS`. */
export function checkToken(token: unknown): string {
  if (typeof token !== "string" || token === "" || !/^[\x21-\x7e]+$/.test(token)) {
    throw invalid(
      "accessToken",
      "expected a token without white space (a line end from a file is a common cause)",
    );
  }
  return token;
}

/** What is wrong with an option. */
export function invalid(field: string, problem: string): ValidationError {
  return new ValidationError("INVALID_OPTIONS", `Waypost cannot call Graph: ${field}: ${problem}.`, {
    fix: `Correct ${field}.`,
    problems: [{ field, problem }],
  });
}
