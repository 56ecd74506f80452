// The one place that says which simulator these tests are about.
export { createSimulator } from "../../../src/simulator/index.js";
export type { Simulator, SimulatorOptions, WebhookTarget } from "../../../src/simulator/index.js";
import type { Simulator } from "../../../src/simulator/index.js";
import { verifySignature } from "waypost/webhooks";

export const ASHA = "+919812345678";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** One Graph request with the account's token. */
export async function graph(
  sim: Simulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await sim.handle({
    method,
    url: `https://graph.facebook.com/v26.0${path}`,
    headers: {
      authorization: `Bearer ${sim.credentials.accessToken}`,
      "content-type": "application/json",
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, json: JSON.parse(String(answer.body)) };
}

/** POST /{phone-number-id}/messages with the envelope filled in. */
export function send(
  sim: Simulator,
  message: Record<string, unknown>,
  from = sim.credentials.phoneNumberId,
): Promise<Answer> {
  return graph(sim, "POST", `/${from}/messages`, { messaging_product: "whatsapp", to: ASHA, ...message });
}

export const text = (body = "Hello"): Record<string, unknown> => ({ type: "text", text: { body } });

export const template = (
  name: string,
  components: unknown[] = [],
  language = "en",
): Record<string, unknown> => ({
  type: "template",
  template: { name, language: { code: language }, components },
});

export const body = (...values: string[]): Record<string, unknown> => ({
  type: "body",
  parameters: values.map((value) => ({ type: "text", text: value })),
});

/** A webhook target that checks every signature and keeps what came. */
export function recorder(sim: Simulator) {
  const values: { field: string; value: any; time?: number }[] = []; // eslint-disable-line @typescript-eslint/no-explicit-any
  let answerWith = 200;
  return {
    values,
    answer: (status: number) => {
      answerWith = status;
    },
    statuses: () => values.flatMap(({ value }) => (value.statuses ?? []) as any[]), // eslint-disable-line @typescript-eslint/no-explicit-any
    messages: () => values.flatMap(({ value }) => (value.messages ?? []) as any[]), // eslint-disable-line @typescript-eslint/no-explicit-any
    fetch: async (request: Request): Promise<Response> => {
      const url = new URL(request.url);
      if (request.method === "GET") return new Response(url.searchParams.get("hub.challenge"));
      const rawBody = new Uint8Array(await request.arrayBuffer());
      await verifySignature({
        rawBody,
        signature: request.headers.get("x-hub-signature-256"),
        appSecret: sim.credentials.appSecret,
      });
      if (answerWith !== 200) return new Response(null, { status: answerWith });
      const json = JSON.parse(new TextDecoder().decode(rawBody));
      for (const entry of json.entry)
        for (const change of entry.changes)
          values.push({ ...change, ...(entry.time === undefined ? {} : { time: entry.time }) });
      return new Response("");
    },
  };
}
