import { badParameter, GraphFailure } from "../graph-failure.js";
import type { GraphCall } from "../http.js";
import { compact, type Json, list, text } from "../json.js";
import type { SimulatedFlow } from "../simulated-flow.js";
import type { World } from "../world.js";
import { page } from "./paging.js";

/** `POST /{waba-id}/flows`. */
export function createFlow(world: World, call: GraphCall): Json {
  const { params } = call;
  const name = text(params.name);
  if (name === undefined) throw badParameter("The parameter name is required.");
  if ([...world.flows.values()].some((flow) => flow.name === name))
    throw badParameter(`A Flow with the name ${name} exists already.`);
  const flow: SimulatedFlow = {
    id: world.ids.numeric(),
    name,
    status: "DRAFT",
    categories: listOf(params.categories),
    endpointUri: text(params.endpoint_uri),
    problems: [],
  };
  world.flows.set(flow.id, flow);
  const json = text(params.flow_json);
  if (json !== undefined) takeJson(flow, json);
  if (String(params.publish) === "true" && flow.problems.length === 0) flow.status = "PUBLISHED";
  return { id: flow.id, success: true, validation_errors: flow.problems };
}

/** `GET /{waba-id}/flows`. */
export function listFlows(world: World, call: GraphCall): Json {
  return page([...world.flows.values()].map(show), call, { limit: 25, max: 100 });
}

/** `GET /{flow-id}`. */
export function readFlow(_world: World, flow: SimulatedFlow, call: GraphCall): Json {
  const preview = call.query.get("fields")?.includes("preview") === true;
  return {
    ...show(flow),
    ...(preview
      ? { preview: { preview_url: `https://business.facebook.com/wa/manage/flows/${flow.id}/preview/` } }
      : {}),
    health_status: { can_send_message: flow.status === "PUBLISHED" ? "AVAILABLE" : "BLOCKED", entities: [] },
  };
}

/** `POST /{flow-id}`. */
export function updateFlow(_world: World, flow: SimulatedFlow, { params }: GraphCall): Json {
  flow.name = text(params.name) ?? flow.name;
  flow.endpointUri = text(params.endpoint_uri) ?? flow.endpointUri;
  if (params.categories !== undefined) flow.categories = listOf(params.categories);
  return { success: true };
}

/** `DELETE /{flow-id}`: drafts only. */
export function deleteFlow(world: World, flow: SimulatedFlow): Json {
  if (flow.status !== "DRAFT")
    throw new GraphFailure(139004, { details: "Only Flows in DRAFT state can be deleted." });
  world.flows.delete(flow.id);
  return { success: true };
}

/** `POST /{flow-id}/assets`: multipart with `file`. */
export function uploadFlowAsset(_world: World, flow: SimulatedFlow, { file }: GraphCall): Json {
  if (file === undefined) throw badParameter("The parameter file is required.");
  if (flow.status !== "DRAFT")
    throw new GraphFailure(139001, { details: "A published Flow cannot be changed." });
  takeJson(flow, new TextDecoder().decode(file.bytes));
  return { success: true, validation_errors: flow.problems };
}

/** `GET /{flow-id}/assets`. */
export function listFlowAssets(_world: World, flow: SimulatedFlow): Json {
  if (flow.json === undefined) return { data: [] };
  return {
    data: [
      {
        name: "flow.json",
        asset_type: "FLOW_JSON",
        download_url: `https://mmg.whatsapp.net/m1/${flow.id}/flow.json`,
      },
    ],
  };
}

/** `POST /{flow-id}/publish`. */
export function publishFlow(_world: World, flow: SimulatedFlow): Json {
  if (flow.status !== "DRAFT" || flow.json === undefined || flow.problems.length > 0)
    throw new GraphFailure(139002, {
      details: "The Flow is no draft, has no JSON, or has validation errors.",
    });
  flow.status = "PUBLISHED";
  return { success: true };
}

/** `POST /{flow-id}/deprecate`: published ones only. */
export function deprecateFlow(_world: World, flow: SimulatedFlow): Json {
  if (flow.status !== "PUBLISHED")
    throw new GraphFailure(139003, { details: "Only published Flows can be deprecated." });
  flow.status = "DEPRECATED";
  return { success: true };
}

/** Meta looks into the JSON closely; here it must be JSON with a version and screens. */
function takeJson(flow: SimulatedFlow, json: string): void {
  flow.json = json;
  const problem = problemIn(json);
  flow.problems =
    problem === undefined
      ? []
      : [
          {
            error: "INVALID_PROPERTY",
            error_type: "JSON_SCHEMA_ERROR",
            message: problem,
            line_start: 1,
            line_end: 1,
          },
        ];
}

function problemIn(json: string): string | undefined {
  try {
    const value = JSON.parse(json) as { version?: unknown; screens?: unknown } | null;
    if (typeof value?.version !== "string") return "Property 'version' is missing.";
    return Array.isArray(value.screens) && value.screens.length > 0
      ? undefined
      : "Property 'screens' is missing or empty.";
  } catch {
    return "The file is not JSON.";
  }
}

/** A list, or the JSON of one, as forms carry it. */
function listOf(value: unknown): readonly unknown[] {
  if (typeof value !== "string") return list(value);
  try {
    return list(JSON.parse(value));
  } catch {
    return [];
  }
}

function show({ id, name, status, categories, endpointUri, problems }: SimulatedFlow): Json {
  return compact({ id, name, status, categories, endpoint_uri: endpointUri, validation_errors: problems });
}
