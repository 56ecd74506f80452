import { answer } from "./answer.js";
import { post } from "./endpoint.js";
import { flag, text } from "./fields.js";
import { person, userId } from "./one-person.js";
import { resource } from "./resource.js";

/** Threads between a person, several apps and Meta's own agent (2026). It hands over; it sends nothing. */
export const createThreadControl = resource("threadControl", () => ({
  /** Gives the thread to another: to Meta's agent with `toAgent`. */
  pass: post({
    path: "/{phoneNumberId}/thread_control",
    product: true,
    oneOf: ["to", "recipient"],
    input: {
      to: person().optional(),
      recipient: userId().optional(),
      metadata: text(2_000).optional(),
      toAgent: flag().optional(),
    },
    wire: ({ toAgent, ...rest }) => ({
      ...rest,
      action: "pass",
      ...(toAgent === true ? { controlPass: { targetRole: "ai_agent" } } : {}),
    }),
    answer: answer<{ readonly messagingProduct: string }>("messagingProduct"),
  }),
  release: post({
    path: "/{phoneNumberId}/thread_control",
    product: true,
    oneOf: ["to", "recipient"],
    input: { to: person().optional(), recipient: userId().optional(), metadata: text(2_000).optional() },
    wire: (input) => ({ ...input, action: "release" }),
    answer: answer<{ readonly messagingProduct: string }>("messagingProduct"),
  }),
  /** Only for the escalation app (2494191). */
  take: post({
    path: "/{phoneNumberId}/thread_control",
    product: true,
    oneOf: ["to", "recipient"],
    input: { to: person().optional(), recipient: userId().optional(), metadata: text(2_000).optional() },
    wire: (input) => ({ ...input, action: "take" }),
    answer: answer<{ readonly messagingProduct: string }>("messagingProduct"),
  }),
}));
