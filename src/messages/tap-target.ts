import * as z from "zod";
import { once } from "../core/index.js";
import { checkMessage } from "./check-message.js";
import type { TemplateSendComponent } from "./kinds/template-message.js";
import { namedUrl } from "./kinds/url-button-message.js";

/** Where a tap on the message leads, and what is shown of it, instead of the address itself. */
export interface TapTarget {
  /** http or https with a host name, at most 2000 characters. */
  readonly url: string;
  readonly title: string;
}

const schema = once(() =>
  z.strictObject({
    url: namedUrl(),
    title: z
      .string({ error: "expected text" })
      .refine((title) => title.trim() !== "", { error: "must not be empty" }),
  }),
);

/** The tap target of a template send (Meta, tap target title URL override). @throws ValidationError `INVALID_MESSAGE`. */
export function tapTargetComponent(input: TapTarget): TemplateSendComponent {
  const { url, title } = checkMessage("tap target", schema(), input);
  return {
    type: "tap_target_configuration",
    parameters: [{ type: "tap_target_configuration", tap_target_configuration: [{ url, title }] }],
  };
}
