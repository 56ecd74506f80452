/** Erasing a person, and knowing them again. */
export { admits, erasedKey, EVERY_BRAND, isErasedKey, missingErasureKey } from "./erased-person.js";
export { erasureKeys, isMark, keyIdOf } from "./erasure-keys.js";
export type { ErasureKey, ErasureKeys } from "./erasure-keys.js";
export { erasureEvent } from "./erasure-event.js";
export type { EraseOptions, EraseResult } from "./erasure-event.js";
