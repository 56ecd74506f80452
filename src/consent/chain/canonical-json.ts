/**
 * One text for one value, whoever wrote it down: members sorted by name, nothing between tokens, no `undefined`. The
 * shape of RFC 8785 for the values that a consent event holds (texts, whole numbers, lists, objects). Pure.
 */
export function canonicalJson(value: unknown): string {
  return isSorted(value) ? JSON.stringify(value) : sorted(value);
}

/** Most values are written down in order already: then the engine's own, far faster, form is the same text. */
function isSorted(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined;
  if (known.has(value)) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before = "";
  let flat = true;
  for (const name in value) {
    if (name <= before) return false;
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined && typeof member !== "string") {
      flat = false;
      if (!isSorted(member)) return false;
    }
    before = name;
  }
  if (flat && Object.isFrozen(value)) known.add(value);
  return true;
}

/** Sorted, and cannot change: an import gives the same evidence with each event. */
const known = new WeakSet();

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${sorted(member)}`;
  }
  return `{${text}}`;
}
