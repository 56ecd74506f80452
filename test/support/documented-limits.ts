import { expect, it } from "vitest";
import { limitOf, validationProblems } from "../../src/core/index.js";

export type Path = readonly (string | number)[];
export interface FoundLimit {
  readonly path: Path;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}
interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly valueType?: Schema;
  readonly out?: Schema;
}
export type Schema = object & {
  readonly _zod: { readonly def: Def };
  safeParse(value: unknown): { success: boolean; error?: { issues: { path: PropertyKey[] }[] } };
};

/** Every limit that a schema declares, with the path of its field. `*` stands for any key of a record. */
export function* limitsIn(schema: Schema, path: Path = []): Iterable<FoundLimit> {
  const limit = limitOf(schema);
  if (limit !== undefined) yield { path, unit: limit.unit, min: limit.min, max: limit.max };
  const { def } = schema._zod;
  for (const [field, inner] of Object.entries(def.shape ?? {})) yield* limitsIn(inner, [...path, field]);
  if (def.element !== undefined) yield* limitsIn(def.element, [...path, 0]);
  if (def.innerType !== undefined) yield* limitsIn(def.innerType, path);
  if (def.valueType !== undefined) yield* limitsIn(def.valueType, [...path, "*"]);
  if (def.type === "pipe" && def.out !== undefined) yield* limitsIn(def.out, path);
  for (const option of def.options ?? []) yield* limitsIn(option, path);
}

export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step],
    value,
  );

export function put(value: unknown, [step, ...rest]: Path, replacement: unknown): unknown {
  if (step === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[step] = put(copy[step], rest, replacement);
  return copy;
}

/** One at the limit passes, one over it is refused, at its own field; the same at the lower end. */
export function eachLimit(
  schema: Schema,
  { path, unit, min, max }: FoundLimit,
  sample: unknown,
  sized: (sample: unknown, unit: string, size: number) => unknown,
): void {
  const accepts = (size: number): boolean => {
    const result = schema.safeParse(put(sample, path, sized(at(sample, path), unit, size)));
    if (!result.success) {
      // It is this field that is refused, not something beside it; with its limit and what was given.
      const field = path.map((step) => (typeof step === "number" ? `[${String(step)}]` : `.${step}`));
      const own = validationProblems(result.error?.issues as never, "").filter(
        ({ field: name }) => name === field.join("").replace(/^\./, ""),
      );
      const said = own.map(({ problem }) => problem).join();
      // Nothing where something must be needs no numbers.
      if (size > 0 || !said.includes("must not be empty")) {
        expect(said).toContain(String(size > max ? max : min));
        expect(said).toMatch(new RegExp(`got ${String(size)}\\b`));
      }
    }
    return result.success;
  };
  it(`takes ${String(max)} and refuses ${String(max + 1)} (${unit})`, () => {
    expect([accepts(max), accepts(max + 1)]).toEqual([true, false]);
  });
  // Nothing is shorter than nothing.
  if (min > 0) {
    it(`takes ${String(min)} and refuses ${String(min - 1)} (${unit})`, () => {
      expect([accepts(min), accepts(min - 1)]).toEqual([true, false]);
    });
  }
}
