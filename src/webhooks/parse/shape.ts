import { fields, records } from "./read.js";

/** Reads what stands at one place; undefined when it says nothing. */
export type Read<T = unknown> = (value: unknown) => T;

/** How a member is read: from its own name in snake case, or from the first of the names given that says something. */
type Rules = Readonly<Record<string, Read | readonly [Read, ...string[]]>>;

type ValueOf<R> = R extends Read<infer T> ? T : R extends readonly [Read<infer T>, ...string[]] ? T : never;

/** What comes out: members that say nothing are left out, so that an event prints without noise. */
export type Shaped<R extends Rules, Required extends keyof R = never> = {
  [Name in keyof R]: Name extends Required ? NonNullable<ValueOf<R[Name]>> : ValueOf<R[Name]>;
};

type Result<R extends Rules, Required extends keyof R> = [Required] extends [never]
  ? Shaped<R>
  : Shaped<R, Required> | undefined;

/** A table of members read from one object. Undefined when a required one is missing. */
export function shape<const R extends Rules, const Required extends keyof R = never>(
  rules: R,
  ...required: readonly Required[]
): Read<Result<R, Required>> {
  const members = Object.entries(rules).map(([name, rule]) => {
    const [read, ...names] = typeof rule === "function" ? [rule] : rule;
    return {
      name,
      read,
      names: names.length > 0 ? names : [snakeCase(name)],
      must: required.includes(name as never),
    };
  });
  return (value) => {
    const raw = fields(value);
    const out: Record<string, unknown> = {};
    for (const { name, read, names, must } of members) {
      let found: unknown;
      for (const from of names) if ((found = read(raw[from])) !== undefined) break;
      if (found !== undefined) out[name] = found;
      else if (must) return undefined as Result<R, Required>;
    }
    return out as Result<R, Required>;
  };
}

/** As `shape`; undefined when nothing says anything: an object that Meta left out stays out. */
export function part<const R extends Rules>(rules: R): Read<Shaped<R> | undefined> {
  const read = shape(rules);
  return (value) => {
    const out = read(value);
    return Object.values(out).every((item) => Array.isArray(item) && item.length === 0) ? undefined : out;
  };
}

/** The objects of a list, each read; those that are not what they should be are left out. */
export function each<T>(read: Read<T>): Read<readonly NonNullable<T>[]> {
  return (value) => records(value).flatMap((item) => read(item) ?? []);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
