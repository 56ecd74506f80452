import crypto from "node:crypto";
import type { ConsentEvent } from "../types.js";

/** The hash before the first link. */
export const GENESIS = "0".repeat(64);

/** What a store keeps beside an event. Hashes are SHA-256 in lower-case hex. */
export interface Seal {
  /** 128 random bits: without them a digest says nothing about what it was made of, not even to who guesses numbers. */
  readonly salt: string;
  readonly digest: string;
  /** Of the link before and the digest. */
  readonly hash: string;
}

/** One link of the chain, as a store gives it back. */
export interface ChainEntry {
  /** From 1, without a gap. */
  readonly position: number;
  readonly hash: string;
  /** What was sealed, and its salt; both absent once the person was erased. */
  readonly event?: ConsentEvent | undefined;
  readonly salt?: string | undefined;
  /** Kept in place of an erased event. */
  readonly digest?: string | undefined;
}

/**
 * Seals an event onto the chain: `digest = SHA-256(salt, canonical JSON)`, `hash = SHA-256(previous hash, digest)`. The
 * digest stands between, so that an event can be erased and its link still be checked. `text` is what `writtenEvent` seals.
 */
export function sealEvent(text: string, previous: string, salt: string): Seal {
  const digest = digestOf(text, salt);
  return { salt, digest, hash: linkHash(previous, digest) };
}

/** The digest of an event; what is kept when the event is erased. */
export function digestOf(text: string, salt: string): string {
  return sha256(`${salt}\n${text}`);
}

export function linkHash(previous: string, digest: string): string {
  return sha256(`${previous}\n${digest}`);
}

/** A new salt: 32 hex digits. Bytes are drawn in one go for many. */
export function newSalt(): string {
  if (unused + 16 > pool.length) {
    crypto.randomFillSync(pool);
    unused = 0;
  }
  unused += 16;
  return pool.toString("hex", unused - 16, unused);
}

const pool = Buffer.alloc(4_096);
let unused = pool.length;

/** Node 20.12 and newer have the faster one-shot form. */
const oneShot = (crypto as { hash?: (algorithm: string, data: string) => string }).hash;

export function sha256(text: string): string {
  return oneShot === undefined
    ? crypto.createHash("sha256").update(text).digest("hex")
    : oneShot("sha256", text);
}
