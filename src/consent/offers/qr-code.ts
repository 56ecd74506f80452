import { ValidationError } from "../../core/index.js";

/** How a QR code is drawn. */
export interface QrCodeOptions {
  /** Light modules around it. Default 4, what the standard asks for. */
  readonly margin?: number | undefined;
  /** Pixels of a PNG's side. Default 512. */
  readonly width?: number | undefined;
}

interface QrCodeLibrary {
  toString(text: string, options: Readonly<Record<string, unknown>>): Promise<string>;
  toBuffer(text: string, options: Readonly<Record<string, unknown>>): Promise<Uint8Array>;
}

/**
 * A link, such as one of `clickToChat` or an in-app sign-up link, as a QR code to print. Needs the package `qrcode`,
 * which is loaded when it is first asked for.
 *
 * @returns the text of an SVG, or the bytes of a PNG.
 * @throws ValidationError `PACKAGE_MISSING` when `qrcode` is not installed, `INVALID_CONSENT` for no https link.
 */
export async function qrCode(link: string, format: "svg", options?: QrCodeOptions): Promise<string>;
export async function qrCode(link: string, format: "png", options?: QrCodeOptions): Promise<Uint8Array>;
export async function qrCode(
  link: string,
  format: "svg" | "png",
  options: QrCodeOptions = {},
): Promise<string | Uint8Array> {
  if (!/^https:\/\/\S{1,2000}$/.test(link) || (format !== "svg" && format !== "png")) {
    throw new ValidationError("INVALID_CONSENT", "The QR code cannot be drawn.", {
      fix: 'Give one https link, for example of clickToChat(), and "svg" or "png".',
      problems: [{ field: "link", problem: "expected one https link of at most 2,000 characters" }],
    });
  }
  const library = await load();
  const { margin = 4, width = 512 } = options;
  // M: readable with 15 % of it damaged, as posters get.
  const drawing = { errorCorrectionLevel: "M", margin };
  return format === "svg"
    ? library.toString(link, { ...drawing, type: "svg" })
    : library.toBuffer(link, { ...drawing, type: "png", width });
}

async function load(): Promise<QrCodeLibrary> {
  try {
    // Not a literal: whoever bundles Waypost without QR codes need not have it.
    const name: string = "qrcode";
    const module = (await import(name)) as { readonly default?: unknown };
    return (module.default ?? module) as QrCodeLibrary;
  } catch (cause) {
    throw new ValidationError("PACKAGE_MISSING", "The package qrcode cannot be loaded.", {
      fix: "Run: npm install qrcode",
      cause,
    });
  }
}
