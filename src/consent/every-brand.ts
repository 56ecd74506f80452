/** The namespace of an event that holds for every brand. Only an erasure has it: it is about the person, not a sender. */
export const EVERY_BRAND = "*";
