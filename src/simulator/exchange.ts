import { append } from "./bounded-log.js";
import { downloadMedia } from "./endpoints/media.js";
import type { SimulatorRequestLog } from "./events.js";
import { type Fault, type FaultKind, faultFailure } from "./faults.js";
import { badParameter, GraphFailure, noSuchObject, notSimulated } from "./graph-failure.js";
import {
  type GraphCall,
  parseCall,
  type SimulatorRequest,
  type SimulatorResponse,
  withoutSecrets,
} from "./http.js";
import type { Json } from "./json.js";
import { DOWNLOAD_PATH } from "./media.js";
import { nodeOf, routeOf } from "./routes.js";
import type { World } from "./world.js";

/** What comes back: an answer, or a broken exchange of some kind. */
export type Outcome =
  | { readonly kind: "answer"; readonly response: SimulatorResponse }
  | { readonly kind: Extract<FaultKind, "reset_before" | "lost" | "reset_after" | "timeout"> };

interface Answer {
  readonly response: SimulatorResponse;
  readonly errorCode?: number | undefined;
}

/** One request to Graph, from raw bytes to raw bytes, with whatever fault was ordered. */
export async function exchange(world: World, request: SimulatorRequest): Promise<Outcome> {
  if (world.settings.latency.answerMs > 0) await wallDelay(world.settings.latency.answerMs);
  let call: GraphCall;
  try {
    call = await parseCall(request);
  } catch (error) {
    const { response } = refusal(world, error);
    return { kind: "answer", response };
  }
  const fault = world.faults.takeForRequest({ method: call.method, path: call.path, body: call.params });
  if (fault?.code === "reset_before" || fault?.code === "lost") {
    log(world, call, { status: 0, fault });
    return { kind: fault.code };
  }
  const { response, errorCode } = await answer(world, call, fault);
  const outcome = spoil(response, fault?.code);
  log(world, call, { status: outcome.kind === "answer" ? outcome.response.status : 0, errorCode, fault });
  return outcome;
}

async function answer(world: World, call: GraphCall, fault: Fault | undefined): Promise<Answer> {
  try {
    if (typeof fault?.code === "number") throw faultFailure(fault, fault.code);
    authenticate(world, call);
    await checkProof(world, call);
    if (call.path === DOWNLOAD_PATH) return { response: downloadMedia(world, call) };
    const { json, usage } = await run(world, call);
    return { response: jsonResponse(world, 200, json, usage) };
  } catch (error) {
    return refusal(world, error);
  }
}

async function run(world: World, call: GraphCall): Promise<{ json: Json; usage?: string | undefined }> {
  const [id = "", edge = "", ...rest] = call.segments;
  const node = nodeOf(world, id);
  if (node === undefined)
    throw /^\d+$/.test(id) ? noSuchObject(call.method, id) : notSimulated(call.method, call.path);
  // One name below an edge, as in `message_qrdls/{code}`.
  const found =
    rest.length > 1 ? undefined : routeOf(call.method, node, rest.length === 1 ? `${edge}/*` : edge);
  if (found === undefined) throw notSimulated(call.method, call.path);
  const usage = found.management ? takeManagementCall(world) : undefined;
  return { json: await found.run(world, node, call), usage };
}

function takeManagementCall({ managementQuota, settings, timeline }: World): string {
  const { allowed, percent, regainMinutes } = managementQuota.take(timeline.now());
  const usage = JSON.stringify({
    [settings.businessAccountId]: [
      {
        type: "whatsapp_business_management",
        call_count: percent,
        total_cputime: 1,
        total_time: 1,
        estimated_time_to_regain_access: regainMinutes,
      },
    ],
  });
  if (!allowed) {
    throw new GraphFailure(80007, {
      details: "There have been too many calls to this WhatsApp Business account. Wait a bit and try again.",
      headers: { "x-business-use-case-usage": usage },
    });
  }
  return usage;
}

/** 104 without a token, 190 with one that is expired (463) or was never one (no subcode). */
function authenticate({ account }: World, { token }: GraphCall): void {
  if (token === undefined)
    throw new GraphFailure(104, { message: "An access token is required to request this resource." });
  if (token !== account.accessToken) {
    throw new GraphFailure(190, { message: "Invalid OAuth access token - Cannot parse access token" });
  }
  if (account.tokenExpired) {
    throw new GraphFailure(190, {
      message: "Error validating access token: Session has expired.",
      subcode: 463,
    });
  }
}

async function checkProof(world: World, { query, token }: GraphCall): Promise<void> {
  const proof = query.get("appsecret_proof");
  if (proof === null || token === undefined) return;
  if (proof !== (await world.proofs.of(token))) {
    throw new GraphFailure(100, {
      message: "Invalid appsecret_proof provided in the API argument",
      type: "GraphMethodException",
    });
  }
}

/** What the client gets of an answer that is on its way. */
function spoil(response: SimulatorResponse, kind: Fault["code"] | undefined): Outcome {
  switch (kind) {
    case "reset_after":
    case "timeout":
      return { kind };
    case "garbled":
      return {
        kind: "answer",
        response: {
          status: 200,
          headers: { "content-type": "text/html" },
          body: "<html><body>It works!</body></html>",
        },
      };
    case "truncated":
      return {
        kind: "answer",
        response: { ...response, body: response.body.slice(0, Math.floor(response.body.length / 2)) },
      };
    default:
      return { kind: "answer", response };
  }
}

function refusal(world: World, error: unknown): Answer {
  const failure = error instanceof GraphFailure ? error : unexpected(error);
  return {
    response: jsonResponse(
      world,
      failure.status,
      failure.envelope(world.ids.trace()),
      undefined,
      failure.parts.headers,
    ),
    errorCode: failure.code,
  };
}

/** A body or URL that nobody could read is the caller's mistake; anything else is the simulator's, and must be seen. */
function unexpected(error: unknown): GraphFailure {
  if (error instanceof TypeError && /formdata|url/i.test(error.message))
    return badParameter("The request could not be read.");
  throw error;
}

function jsonResponse(
  world: World,
  status: number,
  json: unknown,
  usage: string | undefined,
  more: Readonly<Record<string, string>> = {},
): SimulatorResponse {
  return {
    status,
    headers: {
      "content-type": "application/json; charset=UTF-8",
      "facebook-api-version": world.settings.graphVersion,
      "x-app-usage": '{"call_count":1,"total_cputime":0,"total_time":1}',
      ...(usage === undefined ? {} : { "x-business-use-case-usage": usage }),
      ...more,
    },
    body: JSON.stringify(json),
  };
}

function log(
  world: World,
  call: GraphCall,
  result: { status: number; errorCode?: number | undefined; fault?: Fault | undefined },
): void {
  const entry: SimulatorRequestLog = {
    method: call.method,
    path: call.path,
    query: withoutSecrets(call.query),
    body: call.params,
    at: world.timeline.now(),
    status: result.status,
    errorCode: result.errorCode,
    fault: result.fault === undefined ? undefined : String(result.fault.code),
  };
  append(world.requests, entry, world.settings.keepLog);
  world.events.emit("request", entry);
}

function wallDelay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
