import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined } from "./image-message.js";

const degrees = (limit: number) =>
  z
    .number({ error: "expected decimal degrees" })
    .min(-limit, { error: `at least -${String(limit)}` })
    .max(limit, { error: `at most ${String(limit)}` });

export const locationSchema = once(() =>
  z
    .strictObject({
      latitude: degrees(90),
      longitude: degrees(180),
      name: text(1000).optional(),
      address: text(1000).optional(),
    })
    .refine(({ name, address }) => address === undefined || name !== undefined, {
      error: "an address is only shown with a name: give both",
      path: ["address"],
    }),
);

/** A place on the map. */
export interface LocationMessageInput {
  /** Decimal degrees, -90 to 90. */
  readonly latitude: number;
  /** Decimal degrees, -180 to 180. */
  readonly longitude: number;
  readonly name?: string | undefined;
  /** Only shown with a name. */
  readonly address?: string | undefined;
}

/** A pin on the map. @throws ValidationError `INVALID_MESSAGE`. */
export function locationMessage(input: LocationMessageInput): OutgoingMessage {
  const location = checkMessage("location", locationSchema(), input);
  return { kind: "location", wire: { type: "location", location: defined(location) } };
}
