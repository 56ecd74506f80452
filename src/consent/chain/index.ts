/** The hash chain over the consent events. */
export { canonicalJson } from "./canonical-json.js";
export { digestOf, GENESIS, newSalt, sealEvent, sha256 } from "./seal.js";
export type { ChainEntry, Seal } from "./seal.js";
export { SharedText, ToldEvent } from "./told-event.js";
export { canForgetText, withoutText, withTextHash, writtenEvent } from "./written-event.js";
export { verifyChain } from "./verify-chain.js";
export type { ChainHead, ChainProblem, ChainReport } from "./verify-chain.js";
