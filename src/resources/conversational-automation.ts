import * as z from "zod";
import { type Answer, answer, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { items, text } from "./fields.js";
import { resource } from "./resource.js";

/** Ice breakers and commands. */
export interface ConversationalAutomation {
  readonly id?: string;
  readonly prompts?: readonly string[];
  readonly commands?: readonly Answer<{
    readonly commandName: string;
    readonly commandDescription: string;
  }>[];
  /** Only read: Meta took the switch away in March 2026. */
  readonly enableWelcomeMessage?: boolean;
}

/** Ice breakers (taps for a first message) and commands (`/help`) of a number (Meta, conversational components). */
export const createConversationalAutomation = resource("conversationalAutomation", () => ({
  get: get({
    path: "/{phoneNumberId}",
    wire: () => ({ fields: "conversational_automation" }),
    answer: (json) => {
      const { conversationalAutomation } = answer<{ conversationalAutomation?: unknown }>()(json);
      return answer<ConversationalAutomation>()(conversationalAutomation ?? {});
    },
  }),
  /** Replaces both lists; one that is left out stays. */
  set: post({
    path: "/{phoneNumberId}/conversational_automation",
    input: {
      /** Up to 4 (Meta's page; 3 in its OpenAPI), 80 characters each, no emoji. */
      prompts: items(text(80), 4, 0).optional(),
      commands: items(
        z.strictObject({ commandName: text(32), commandDescription: text(256) }),
        30,
        0,
      ).optional(),
    },
    repeatable: true,
    answer: success,
  }),
  /** The same by the bot's own id. */
  getBot: get({
    path: "/{botId}",
    fields: ["id", "prompts", "commands"],
    answer: answer<ConversationalAutomation>("id"),
  }),
}));
