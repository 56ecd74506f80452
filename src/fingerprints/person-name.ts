const NAME_KEY =
  /name|customer|client|patient|guest|passenger|member|person|user|recipient|first|dear|nombre|nome|naam|nama/i;
/** What is called a name is one, whatever stands in it. */
const CALLED_NAME = /^(?:(?:first|last|full|given|family|customer|client)_?)?name$/i;
const NAME_TEXT = /^\p{L}[\p{L}\p{M}'’.-]*(?: \p{L}[\p{L}\p{M}'’.-]*){0,3}$/u;

/**
 * The parameter that best matches the recipient's name, by what it is called and what it looks like; undefined when
 * none does. Pure. Guard G5 leaves it out: a name differs from person to person in every message.
 */
export function nameParameter(params: Readonly<Record<string, string>>): string | undefined {
  const keys = Object.keys(params);
  return (
    keys.find((key) => NAME_KEY.test(key) && looksLikeName(params[key] ?? "")) ??
    keys.find((key) => looksLikeName(params[key] ?? "")) ??
    keys.find((key) => CALLED_NAME.test(key))
  );
}

function looksLikeName(value: string): boolean {
  return value.length <= 60 && NAME_TEXT.test(value.trim());
}
