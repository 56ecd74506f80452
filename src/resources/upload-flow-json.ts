import * as z from "zod";
import { once, ValidationError } from "../core/index.js";
import { type GraphClient, guardGraphPath } from "../graph/index.js";
import { type Answer, answer } from "./answer.js";
import { checkFields } from "./check-input.js";
import type { CallOptions, ResourceIds } from "./endpoint.js";
import { id, record } from "./fields.js";

/** What is wrong with a Flow's JSON, and where. */
export interface FlowProblem {
  readonly error?: string;
  readonly errorType?: string;
  readonly message?: string;
  readonly lineStart?: number;
  readonly lineEnd?: number;
  readonly columnStart?: number;
  readonly columnEnd?: number;
  /** Every place of the error; `path` leads to it. */
  readonly pointers?: readonly Answer<
    Pick<FlowProblem, "lineStart" | "lineEnd" | "columnStart" | "columnEnd"> & { readonly path?: string }
  >[];
}

export interface FlowUpload {
  readonly success?: boolean;
  /** Empty when the JSON is sound. */
  readonly validationErrors: readonly Answer<FlowProblem>[];
}

export interface UploadFlowJsonInput {
  readonly flowId: string;
  /** The Flow's JSON: as text, or as the object itself. */
  readonly json: string | Readonly<Record<string, unknown>>;
}

const MOST_BYTES = 10 * 1024 * 1024;
const schema = once(() => z.strictObject({ flowId: id(), json: z.union([z.string(), record()]) }));

/** `POST /{flow-id}/assets`. @throws ValidationError `INVALID_INPUT` for what is no JSON, or more than 10 MB of it. */
export async function uploadFlowJson(
  graph: GraphClient,
  _ids: ResourceIds,
  input: UploadFlowJsonInput,
  { signal }: CallOptions = {},
): Promise<Answer<FlowUpload>> {
  const { flowId, json } = checkFields("flows.uploadJson", schema(), input);
  const bytes = new TextEncoder().encode(typeof json === "string" ? json : JSON.stringify(json));
  if (bytes.length > MOST_BYTES) throw wrong(`expected at most 10485760 bytes, got ${String(bytes.length)}`);
  try {
    JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw wrong("expected JSON");
  }
  const result = await graph.request({
    method: "POST",
    path: guardGraphPath(`/${flowId}/assets`),
    // The file is replaced: twice is as once.
    idempotent: true,
    signal,
    body: {
      kind: "multipart",
      fields: { name: "flow.json", asset_type: "FLOW_JSON" },
      file: {
        field: "file",
        name: "flow.json",
        type: "application/json",
        bytes: { size: bytes.length, open: () => bytes },
      },
    },
  });
  return { validationErrors: [], ...answer<Partial<FlowUpload>>()(result) };
}

function wrong(problem: string): ValidationError {
  return new ValidationError("INVALID_INPUT", `flows.uploadJson was not called: json: ${problem}.`, {
    fix: "Correct the Flow's JSON.",
    problems: [{ field: "json", problem }],
  });
}
