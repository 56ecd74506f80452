/** A file on its way to become a handle: what has arrived stays, so that a broken upload goes on where it stopped. */
export interface UploadSession {
  /** As Meta gives it: with its signature, to be used verbatim. */
  readonly id: string;
  readonly length: number;
  arrived: number;
}
