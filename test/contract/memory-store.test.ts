import { describe, expect, it } from "vitest";
import { memoryStore } from "waypost";
import { storeContract } from "waypost/testing";

storeContract(
  "memory",
  async (options) => ({ store: memoryStore(options), destroy: async () => undefined }),
  {
    describe,
    it,
    equal: (actual, expected) => {
      expect(actual).toEqual(expected);
    },
  },
);
