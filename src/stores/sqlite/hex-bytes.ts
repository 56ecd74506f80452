/** Buffers that are filled again and again: a statement has taken its values once it has run. */
export const [SALT, HASH] = [Buffer.alloc(16), Buffer.alloc(32)];

export function bytesIn(buffer: Buffer, hex: string): Buffer {
  buffer.write(hex, "hex");
  return buffer;
}
