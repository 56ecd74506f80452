/**
 * The base of every error that Waypost throws.
 *
 * Identity is a brand under `Symbol.for`, not the prototype chain: an ESM and a CJS copy of the package, or two
 * entry points of one format, do not share classes, so `instanceof` fails across them. Use `X.is(error)`.
 */
const BRAND = Symbol.for("waypost.error");

/** What every Waypost error carries beside its message. */
export interface WaypostErrorInit {
  /** What happened, in one sentence, without personal data. */
  readonly message: string;
  /** What to do next. */
  readonly fix: string;
  readonly docsUrl: string;
  readonly cause?: unknown;
}

type ErrorClass = abstract new (...args: never) => WaypostError;

/**
 * Abstract base: a stable literal `code`, what happened (`message`), what to do next (`fix`) and a docs link.
 * Narrow with the static guard of any subclass: `if (RefusedError.is(e)) e.code`.
 */
export abstract class WaypostError extends Error {
  /** Name under which the class is recognised across copies of the package. */
  static readonly brand: string = "WaypostError";

  /** Stable, literal, safe to switch on. */
  abstract readonly code: string;
  readonly fix: string;
  readonly docsUrl: string;
  readonly [BRAND]: readonly string[];

  constructor(init: WaypostErrorInit) {
    super(`${init.message} ${init.fix}`, init.cause === undefined ? undefined : { cause: init.cause });
    this.fix = init.fix;
    this.docsUrl = init.docsUrl;
    this[BRAND] = brandsOf(new.target);
    // Not enumerable on purpose, like the name of a native error.
    Object.defineProperty(this, "name", { value: new.target.brand });
  }

  /** True for an error of this class or a subclass, whichever copy of the package threw it. */
  static is<T extends ErrorClass>(this: T, value: unknown): value is InstanceType<T> {
    if (typeof value !== "object" || value === null) return false;
    const brands = (value as { [BRAND]?: unknown })[BRAND];
    return Array.isArray(brands) && brands.includes((this as unknown as typeof WaypostError).brand);
  }

  /** What a structured log keeps: never a token, never a whole phone number. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, code: this.code, message: this.message, docsUrl: this.docsUrl };
  }
}

function brandsOf(errorClass: typeof WaypostError): readonly string[] {
  const brands: string[] = [];
  let current: unknown = errorClass;
  while (typeof current === "function" && Object.hasOwn(current, "brand")) {
    brands.push((current as typeof WaypostError).brand);
    current = Object.getPrototypeOf(current);
  }
  return brands;
}
