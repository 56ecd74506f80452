import type { InteractiveMessage } from "../inbound-message.js";
import { compact, fields, instant, isTrue, type Json, member, record, text } from "./read.js";
import { shape } from "./shape.js";

type Reply = InteractiveMessage["interactive"]["reply"];

/** What a person answered to an interactive message; undefined when it does not say what. */
export function readReply(interactive: Json): Reply | undefined {
  const kind = text(interactive.type);
  if (kind === undefined) return undefined;
  const content = fields(member(interactive, kind));
  return compact({
    kind,
    ...readChoice(content),
    flow: kind === "nfm_reply" ? readFlow(content) : undefined,
    callPermission: kind === "call_permission_reply" ? readPermission(content) : undefined,
    content,
  });
}

const readChoice = shape({ id: text, title: text, description: text });

const readFlow = shape({
  name: text,
  body: text,
  data: [jsonObject, "response_json"],
  token: [(json) => text(jsonObject(json)?.flow_token), "response_json"],
});

const readPermission = shape({
  accepted: [(response) => response === "accept", "response"],
  permanent: [isTrue, "is_permanent"],
  expiresAt: [instant, "expiration_timestamp"],
  source: [text, "response_source"],
});

function jsonObject(value: unknown): Json | undefined {
  if (typeof value !== "string") return record(value);
  try {
    return record(JSON.parse(value));
  } catch {
    return undefined;
  }
}
