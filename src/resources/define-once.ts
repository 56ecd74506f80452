/** A property that is made when it is first read, and stays. */
export function defineOnce(object: object, name: string, make: () => unknown): void {
  let made: { readonly value: unknown } | undefined;
  Object.defineProperty(object, name, {
    enumerable: true,
    get: () => (made ??= { value: make() }).value,
  });
}
