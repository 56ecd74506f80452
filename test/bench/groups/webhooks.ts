import { createHmac, timingSafeEqual } from "node:crypto";
import { normalizeWebhook, verifySignature as kapsoVerify } from "@kapso/whatsapp-cloud-api/server";
import { WhatsAppAPI } from "whatsapp-api-js";
import { createHandlerRegistry, parseWebhook, signPayload, verifySignature } from "waypost/webhooks";
import { CORPUS } from "../../unit/webhooks/corpus.js";
import { interleaved, median, rate, ratio, type Report } from "../measure.js";

const COUNT = 20_000;
const SECRET = "secret";

/** One text message from raw bytes to its handler: signature, parsing, dispatch; beside Node's own HMAC and JSON. */
export async function webhooks(report: Report, rounds: number): Promise<void> {
  const rawBody = JSON.stringify(CORPUS.text);
  const signature = await signPayload({ rawBody, appSecret: SECRET });
  let handled = 0;
  const handlers = createHandlerRegistry<object>();
  handlers.on("message.text", () => {
    handled++;
  });
  const pure = new WhatsAppAPI({ token: "token", appSecret: SECRET, v: "v26.0" });
  let heard = 0;
  pure.on.message = () => {
    heard++;
  };
  const digest = Buffer.from(signature.replace("sha256=", ""), "hex");
  const figures = await interleaved(rounds, {
    bare: () =>
      rate(COUNT, 1, async () => {
        const own = createHmac("sha256", SECRET).update(rawBody).digest();
        if (!timingSafeEqual(own, digest)) throw new Error("The signature differs.");
        JSON.parse(rawBody);
      }),
    waypost: () =>
      rate(COUNT, 1, async () => {
        await verifySignature({ rawBody, signature, appSecret: SECRET });
        for (const event of parseWebhook(JSON.parse(rawBody))) await handlers.dispatch(event, {});
      }),
    "@kapso/whatsapp-cloud-api": () =>
      rate(COUNT / 4, 1, async () => {
        kapsoVerify({ appSecret: SECRET, rawBody, signatureHeader: signature });
        normalizeWebhook(JSON.parse(rawBody));
      }),
    "whatsapp-api-js": () =>
      rate(COUNT / 4, 1, () => pure.post(JSON.parse(rawBody) as never, rawBody, signature)),
  });
  if (handled === 0 || heard === 0) throw new Error("A webhook did not reach its handler.");
  const unit = "webhooks/s";
  report.note("webhook", "HMAC and JSON.parse alone", median(figures.bare), unit);
  report.note("webhook", "verify, parse, dispatch", median(figures.waypost), unit);
  report.atLeast(
    "webhook",
    "of HMAC and JSON.parse alone",
    ratio(figures.waypost, figures.bare) * 100,
    "%",
    50,
  );
  for (const peer of ["@kapso/whatsapp-cloud-api", "whatsapp-api-js"] as const) {
    report.note("webhook", peer, median(figures[peer]), unit);
    report.atLeast("webhook", `of ${peer}`, ratio(figures.waypost, figures[peer]), "x", 1);
  }
}
