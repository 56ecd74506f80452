import { Client } from "@great-detail/whatsapp";
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { WhatsAppAPI } from "whatsapp-api-js";
import { Text } from "whatsapp-api-js/messages";

/** The TypeScript clients on npm, each sending one text to a server of ours; none of them checks consent, windows or limits. */
export function peers(baseUrl: string): Readonly<Record<string, () => Promise<unknown>>> {
  const kapso = new WhatsAppClient({ accessToken: "token", baseUrl, graphVersion: "v26.0" });
  const great = new Client({
    prefixUrl: baseUrl,
    graphVersion: "v26.0",
    request: { headers: { authorization: "Bearer token" } },
  });
  const pure = new WhatsAppAPI({
    token: "token",
    appSecret: "secret",
    v: "v26.0",
    ponyfill: {
      // It knows Meta's address only.
      fetch: (input: string | URL | Request, init?: RequestInit) =>
        fetch(
          String(input instanceof Request ? input.url : input).replace("https://graph.facebook.com", baseUrl),
          init,
        ),
      subtle: crypto.subtle,
    },
  });
  return {
    "@kapso/whatsapp-cloud-api": () =>
      kapso.messages.sendText({ phoneNumberId: "1", to: "919812345678", body: "hello" }),
    "@great-detail/whatsapp": () =>
      great.message
        .createMessage({
          phoneNumberID: "1",
          to: "919812345678" as never,
          recipientType: "individual" as never,
          type: "text" as never,
          text: { body: "hello" },
        })
        .json(),
    "whatsapp-api-js": () => pure.sendMessage("1", "919812345678", new Text("hello")),
  };
}
