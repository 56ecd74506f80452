import * as z from "zod";
import { once, type Open } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { text } from "./fields.js";
import { person, userId } from "./one-person.js";
import { resource } from "./resource.js";

/** What the business may do with this person, by Meta's count. */
export interface CallPermission {
  readonly permission: Answer<{
    readonly status: Open<"no_permission" | "temporary" | "permanent">;
    /** Seconds since the epoch. */
    readonly expirationTime?: number;
  }>;
  readonly actions?: readonly Answer<{
    readonly actionName: Open<"start_call" | "send_call_permission_request">;
    readonly canPerformAction: boolean;
    readonly limits?: readonly Answer<{
      /** ISO 8601 duration. */
      readonly timePeriod: string;
      readonly maxAllowed: number;
      readonly currentUsage: number;
      readonly limitExpirationTime?: number;
    }>[];
  }>[];
}

const callId = once(() => z.string().min(1));
const bizOpaqueCallbackData = once(() => text(512).optional());
const sdp = once(() => z.string().min(1, { error: "expected a session description (RFC 8866)" }));
const PATH = "/{phoneNumberId}/calls";

/**
 * Voice calls (Meta, calling API). A call needs the person's own permission: without it Meta answers 138006. Settings
 * are under `phoneNumbers.updateSettings({ calling })`.
 */
export const createCalling = resource("calling", () => ({
  /** Whether this one person may be called. Five lookups a second (613). */
  permission: get({
    path: "/{phoneNumberId}/call_permissions",
    input: { userWaId: person().optional(), recipient: userId().optional() },
    oneOf: ["userWaId", "recipient"],
    answer: answer<CallPermission>("permission"),
  }),
  /** Starts a call to one person who permitted it: `to` or `recipient`. */
  connect: post({
    path: PATH,
    product: true,
    input: {
      to: person().optional(),
      recipient: userId().optional(),
      /** The offer. */
      sdp: sdp(),
      bizOpaqueCallbackData: bizOpaqueCallbackData(),
    },
    oneOf: ["to", "recipient"],
    wire: ({ sdp: offer, ...rest }) => ({
      ...rest,
      action: "connect",
      session: { sdpType: "offer", sdp: offer },
    }),
    answer: answer<{ readonly calls: readonly Answer<{ readonly id: string }>[] }>("calls"),
  }),
  /** Prepares the media of an incoming call, so that nothing is lost when it is accepted. */
  preAccept: post({
    path: PATH,
    product: true,
    input: { callId: callId(), sdp: sdp(), bizOpaqueCallbackData: bizOpaqueCallbackData() },
    wire: ({ sdp: reply, ...rest }) => ({
      ...rest,
      action: "pre_accept",
      session: { sdpType: "answer", sdp: reply },
    }),
    answer: success,
  }),
  /** Accepts an incoming call. Send media only after this has returned. */
  accept: post({
    path: PATH,
    product: true,
    input: { callId: callId(), sdp: sdp(), bizOpaqueCallbackData: bizOpaqueCallbackData() },
    wire: ({ sdp: reply, ...rest }) => ({
      ...rest,
      action: "accept",
      session: { sdpType: "answer", sdp: reply },
    }),
    answer: success,
  }),
  reject: post({
    path: PATH,
    product: true,
    input: { callId: callId(), bizOpaqueCallbackData: bizOpaqueCallbackData() },
    wire: (input) => ({ ...input, action: "reject" }),
    repeatable: true,
    answer: success,
  }),
  terminate: post({
    path: PATH,
    product: true,
    input: { callId: callId(), bizOpaqueCallbackData: bizOpaqueCallbackData() },
    wire: (input) => ({ ...input, action: "terminate" }),
    repeatable: true,
    answer: success,
  }),
}));
