/** Room that a connection takes. */
export interface Room {
  /** Pages kept in memory, in KiB. */
  readonly cache: number;
  /** Pages of 4 KiB in the log before it goes into the file. */
  readonly log: number;
}

/**
 * 32 MB of pages: the indexes of a few million people stay at hand. 64 MB of log: a page that changes with every send is
 * written into the file once for some thousand of them.
 */
export const ROOM: Room = { cache: 32_768, log: 16_000 };
export const ROOM_FOR_MANY: Room = { cache: 131_072, log: 32_000 };
export const ROOM_KEPT_MS = 10_000;
