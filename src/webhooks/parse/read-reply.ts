import type { FlowReply, InteractiveMessage } from "../inbound-message.js";
import { compact, fields, instant, type Json, member, record, some, text } from "./read.js";

type Reply = InteractiveMessage["interactive"]["reply"];

/** What a person answered to an interactive message; undefined when it does not say what. */
export function readReply(interactive: Json): Reply | undefined {
  const kind = text(interactive.type);
  if (kind === undefined) return undefined;
  const content = fields(member(interactive, kind));
  return compact({
    kind,
    id: text(content.id),
    title: text(content.title),
    description: text(content.description),
    flow: kind === "nfm_reply" ? flowReply(content) : undefined,
    callPermission: kind === "call_permission_reply" ? callPermission(content) : undefined,
    content,
  });
}

function flowReply(content: Json): FlowReply {
  const data = jsonObject(content.response_json);
  return compact({
    name: text(content.name),
    body: text(content.body),
    data,
    token: text(data?.flow_token),
  });
}

function jsonObject(value: unknown): Json | undefined {
  if (typeof value !== "string") return record(value);
  try {
    return record(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function callPermission(content: Json): Reply["callPermission"] {
  return some({
    accepted: content.response === "accept",
    permanent: content.is_permanent === true,
    expiresAt: instant(content.expiration_timestamp),
    source: text(content.response_source),
  });
}
