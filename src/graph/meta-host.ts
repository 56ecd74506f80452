/** Hosts under which Meta serves media; the token may go there and nowhere else. */
const META = ["facebook.com", "fbsbx.com", "fbcdn.net", "whatsapp.net"];

/**
 * True for an https URL, on its ordinary port and without credentials in it, of one of Meta's hosts. Pure.
 * `facebook.com.evil.example` and `evilfacebook.com` are others' hosts.
 */
export function isMetaUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === "https:" &&
    url.port === "" &&
    url.username === "" &&
    url.password === "" &&
    META.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  );
}
