import { describe, expect, it } from "vitest";
import { parseRecipient } from "../../../src/core/recipients.js";
import { messageEnvelope, type OutgoingMessage, templateMessage } from "../../../src/messages/index.js";
import {
  ajv,
  fieldsOf,
  inDocument,
  named,
  openApiFile,
  paths,
  propertiesOf,
  schemas,
} from "../../support/meta-openapi.js";
import { SAMPLES, VARIANTS } from "./samples.js";

const messages = {
  ...SAMPLES,
  template: templateMessage({
    name: "order_shipped",
    language: "en",
    components: [{ type: "body", parameters: [{ type: "text", parameter_name: "name", text: "Ravi" }] }],
  }),
};

/** What is newer than Meta's description of v23.0 or contradicts it: what it says, and the newer source. */
const NEWER_KIND = /^interactive\/(?:type|action)/;
const DEVIATIONS: Readonly<Record<string, readonly [says: RegExp, source: string]>> = {
  location: [
    /must be string/,
    "Meta, Location messages: its own example of the description sends numbers; both are taken",
  ],
  template: [
    /'policy'/,
    "Meta, Sending templates: `policy` belonged to the On-Premises API; the Cloud API does not ask for it",
  ],
  templateButton: [
    /'policy'|index must match/,
    "Meta, Sending templates: no `policy`; an index is 0 to 9, the description's pattern is broken",
  ],
  urlButton: [NEWER_KIND, "Meta, Interactive call-to-action URL button messages"],
  addressRequest: [NEWER_KIND, "Meta, Address messages (India, November 2025)"],
  locationRequest: [NEWER_KIND, "Meta, Location request messages"],
  contactInfoRequest: [NEWER_KIND, "Meta, Contact information requests (2026)"],
  callButton: [NEWER_KIND, "Meta, Calling API: call button messages"],
  carousel: [NEWER_KIND, "Meta, Interactive media carousel messages (November 2025)"],
  replyCarousel: [NEWER_KIND, "Meta, Interactive media carousel messages (November 2025)"],
  productCarousel: [NEWER_KIND, "Meta, Interactive product carousel messages (November 2025)"],
  orderTotal: [NEWER_KIND, "Meta, Payments API Brazil (2026): order details without items"],
  order: [NEWER_KIND, "Meta, Payments API India and Brazil: order details"],
  orderStatus: [NEWER_KIND, "Meta, Payments API India and Brazil: order status"],
};
/** Meta, Status webhooks: `biz_opaque_callback_data` is a field of every message. */
const EVERYWHERE = "unknown field biz_opaque_callback_data";

describe.skipIf(openApiFile === undefined)("every kind of message against Meta's OpenAPI v23.0", () => {
  /**
   * The description closes each part of an `allOf` against the fields of the other parts, so that nothing fits. Here
   * the parts are checked one by one and closed together.
   */
  function problemsOf(type: string, body: Readonly<Record<string, unknown>>): string[] {
    const whole = schemas[`${type[0]?.toUpperCase() ?? ""}${type.slice(1)}Message`];
    if (whole === undefined) return [`no message ${type}`];
    const parts = (whole.allOf ?? [whole]).map(named);
    const known = new Set(parts.flatMap(({ properties }) => Object.keys(properties ?? {})));
    const problems = Object.keys(body)
      .filter((name) => !known.has(name))
      .map((name) => `unknown field ${name}`);
    for (const part of parts) {
      for (const name of part.required ?? []) if (!(name in body)) problems.push(`${name} is missing`);
      for (const [name, schema] of Object.entries(part.properties ?? {})) {
        if (body[name] === undefined) continue;
        const check = ajv.compile(inDocument(schema) as object);
        if (!check(body[name]))
          problems.push(
            ...(check.errors ?? []).map(
              ({ instancePath, message, params }) =>
                `${name}${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
            ),
          );
      }
    }
    return problems;
  }

  it.each([messages, VARIANTS].flatMap(Object.entries<OutgoingMessage>))("%s", (name, message) => {
    const body = messageEnvelope({
      recipient: parseRecipient("+919812345678"),
      message,
      replyTo: message.kind === "reaction" ? undefined : "wamid.1",
      callbackData: "snd_1",
    });
    const [says] = DEVIATIONS[name] ?? [];
    const problems = problemsOf(
      message.kind,
      JSON.parse(JSON.stringify(body)) as Record<string, unknown>,
    ).filter((problem) => problem !== EVERYWHERE);
    expect(problems.filter((problem) => says?.test(problem) !== true)).toEqual([]);
    if (says !== undefined) expect(problems).not.toEqual([]);
  });

  /** Properties that no kind sends, and why. */
  const NOT_SENT: Readonly<Record<string, string>> = {
    "template.language.policy": "Meta, Sending templates: it belonged to the On-Premises API",
    // The two below are the marketing path's own; messages.sendTemplate puts them around the message (chat.test.ts).
    product_policy: "options of the client: marketingMessages",
    message_activity_sharing: "options of the client: marketingMessages",
  };

  it.each(["messages", "marketing_messages"])("every property of %s is sent by some kind", (edge) => {
    const envelopes = [messages, VARIANTS].flatMap(Object.values<OutgoingMessage>).map((message) =>
      messageEnvelope({
        recipient: parseRecipient("+919812345678"),
        message,
        replyTo: "wamid.1",
        callbackData: "snd_1",
      }),
    );
    const sent = new Set(fieldsOf(JSON.parse(JSON.stringify(envelopes))).map((name) => name.slice(3)));
    const { content = {} } = paths[`/{Version}/{Phone-Number-ID}/${edge}`]?.post?.requestBody ?? {};
    const missing = [...propertiesOf(content["application/json"]?.schema).keys()].filter(
      (name) => !sent.has(name),
    );
    expect(missing.filter((name) => NOT_SENT[name] === undefined)).toEqual([]);
  });
});
