import { type Clock, type Store, Waypost, type WaypostOptions } from "waypost";
import { BUSINESS } from "../scenario/setup.js";

/** A client that takes webhooks and sends nothing. */
export function receivingClient(
  options: { readonly store: Store; readonly clock: Clock } & Partial<WaypostOptions>,
): Waypost {
  return new Waypost({
    accessToken: "EAAtoken",
    phoneNumberId: "106540352242922",
    businessAccountId: "102290129340398",
    appSecret: "secret",
    verifyToken: "token",
    business: BUSINESS,
    transport: {
      request: () => Promise.reject(new Error("nothing is sent here")),
      close: () => Promise.resolve(),
    },
    ...options,
  });
}
