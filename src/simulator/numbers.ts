import { createNumberDesk, type NumberDesk } from "./number-desk.js";
import type { SimulatedNumberOptions } from "./options.js";
import { digitsOf } from "./people/directory.js";
import { createThroughput, type Throughput } from "./rate-limits.js";

/** One business phone number. State. */
export interface BusinessNumber {
  readonly id: string;
  readonly displayPhoneNumber: string;
  readonly digits: string;
  readonly verifiedName: string;
  readonly limit: number;
  readonly throughput: Throughput;
  quality: string;
  /** Free-form messages charged as service in a calendar month: the first 1,000 are free. */
  readonly service: { month: string; count: number };
  readonly desk: NumberDesk;
}

export function businessNumber(options: SimulatedNumberOptions): BusinessNumber {
  const limit = options.throughput ?? 80;
  return {
    id: options.id,
    displayPhoneNumber: options.displayPhoneNumber,
    digits: digitsOf(options.displayPhoneNumber),
    verifiedName: options.verifiedName ?? "Simulated business",
    limit,
    throughput: createThroughput(limit),
    quality: "GREEN",
    service: { month: "", count: 0 },
    desk: createNumberDesk(),
  };
}
