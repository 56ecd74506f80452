/**
 * Makes a value when it is first asked for, and keeps it. Schemas stand in it: loading zod and making them takes longer
 * than loading all the rest, and a program uses few of them.
 */
export function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
