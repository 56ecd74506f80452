/** Fingerprints of contents: whether two messages say the same thing. */
export { fingerprint } from "./fingerprint.js";
export type { Fingerprint } from "./fingerprint.js";
export { maskText } from "./mask-text.js";
export { nameParameter } from "./person-name.js";
export { hammingDistance, readSimHash, SIM_HASH_DISTANCE, simHash, simHashText } from "./sim-hash.js";
export type { SimHash } from "./sim-hash.js";
