const BRAND = Symbol.for("waypost.cli.usage");

/** The command was used wrongly: exit code 2, and a hint where help is. */
export class UsageError extends Error {
  readonly [BRAND] = true;

  constructor(
    message: string,
    readonly fix?: string,
  ) {
    super(message);
    this.name = "UsageError";
  }

  static is(error: unknown): error is UsageError {
    return typeof error === "object" && error !== null && BRAND in error;
  }
}
