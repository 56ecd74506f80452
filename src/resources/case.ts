type Json = Readonly<Record<string, unknown>>;

/** What stands under these names belongs to the caller: its own names are kept. */
const VERBATIM = new Set(["metadata"]);

/**
 * Field names from camelCase to Meta's snake_case, at any depth. Names that are not camelCase (ids, upper-case keys)
 * stay. Pure.
 */
export function snakeKeys(value: unknown): unknown {
  return renamed(value, (name) =>
    /^[a-z][a-z0-9_]*(?:[A-Z][a-z0-9_]*)+$/.test(name)
      ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      : name,
  );
}

/**
 * Field names from Meta's snake_case to camelCase, at any depth, unknown fields included; values are not touched. The
 * way back is exact: `snakeKeys(camelKeys(x))` is `x` for what Meta sends. Pure.
 */
export function camelKeys(value: unknown): unknown {
  return renamed(value, (name) =>
    /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name)
      ? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      : name,
  );
}

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Json)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => [rename(name), VERBATIM.has(name) ? item : renamed(item, rename)]),
  );
}
