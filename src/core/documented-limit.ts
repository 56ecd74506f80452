/** What a limit of Meta's counts, kept beside the schema of a field so that a test can go one under and one over each. */
export interface DocumentedLimit {
  readonly unit: "characters" | "items" | "value" | "bytes";
  readonly min: number;
  readonly max: number;
}

const LIMITS = new WeakMap<object, DocumentedLimit>();

/** The documented limit of a field, if its schema has one. */
export function limitOf(schema: object): DocumentedLimit | undefined {
  return LIMITS.get(schema);
}

/** Notes the limit of a schema. */
export function limited<Schema extends object>(schema: Schema, limit: DocumentedLimit): Schema {
  LIMITS.set(schema, limit);
  return schema;
}

/** A refined schema is another object than the one it was made of: the limit goes along. */
export function keepLimit<Schema extends object>(original: object, refined: Schema): Schema {
  const limit = limitOf(original);
  return limit === undefined ? refined : limited(refined, limit);
}
