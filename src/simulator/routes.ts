import { changeBlocks, listBlocks } from "./endpoints/block-users.js";
import { readProfile, updateProfile } from "./endpoints/business-profile.js";
import {
  createFlow,
  deleteFlow,
  deprecateFlow,
  listFlowAssets,
  listFlows,
  publishFlow,
  readFlow,
  updateFlow,
  uploadFlowAsset,
} from "./endpoints/flows.js";
import { deleteMedia, readMedia, uploadMedia } from "./endpoints/media.js";
import {
  readCommerce,
  readPublicKey,
  readSettings,
  setAutomation,
  setPublicKey,
  updateCommerce,
  updateSettings,
} from "./endpoints/number-settings.js";
import { listNumbers, readNumber } from "./endpoints/phone-numbers.js";
import { deleteQrCode, listQrCodes, readQrCode, writeQrCode } from "./endpoints/qr-codes.js";
import { sendMarketingMessage, sendMessage } from "./endpoints/send-message.js";
import { listSubscriptions, subscribe, unsubscribe } from "./endpoints/subscribed-apps.js";
import {
  createTemplate,
  deleteTemplate,
  deleteTemplates,
  editTemplate,
  listTemplates,
  readTemplate,
  shelveTemplates,
  unpauseTemplate,
} from "./endpoints/templates.js";
import { continueUpload, openUpload, readUpload } from "./endpoints/uploads.js";
import type { GraphCall } from "./http.js";
import type { Json } from "./json.js";
import type { StoredMedia } from "./media.js";
import type { BusinessNumber } from "./numbers.js";
import type { SimulatedFlow } from "./simulated-flow.js";
import type { SimulatedTemplate } from "./templates/simulated-template.js";
import type { UploadSession } from "./upload-session.js";
import type { World } from "./world.js";

/** The object that a path starts with. */
export type Node =
  | { readonly kind: "number"; readonly it: BusinessNumber }
  | { readonly kind: "account" }
  | { readonly kind: "template"; readonly it: SimulatedTemplate }
  | { readonly kind: "flow"; readonly it: SimulatedFlow }
  | { readonly kind: "media"; readonly it: StoredMedia }
  | { readonly kind: "app" }
  | { readonly kind: "upload"; readonly it: UploadSession };

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** As Meta's OpenAPI description writes it. */
  readonly path: string;
  readonly node: Node["kind"];
  readonly edge: string;
  /** Counts against the account's hourly management quota. */
  readonly management: boolean;
  readonly run: (world: World, node: Node, call: GraphCall) => Json | Promise<Json>;
}

type Handler<Kind extends Node["kind"]> = (
  world: World,
  it: Extract<Node, { kind: Kind }> extends { it: infer It } ? It : undefined,
  call: GraphCall,
) => Json | Promise<Json>;

function route<Kind extends Node["kind"]>(
  method: Route["method"],
  node: Kind,
  edge: string,
  run: Handler<Kind>,
  { path, management = true }: { readonly path: string; readonly management?: boolean },
): Route {
  return {
    method,
    path,
    node,
    edge,
    management,
    run: (world, given, call) => run(world, ("it" in given ? given.it : undefined) as never, call),
  };
}

const NUMBER = "/{Version}/{Phone-Number-ID}";
const ACCOUNT = "/{Version}/{WABA-ID}";
const TEMPLATE = { path: "/{Version}/{TEMPLATE_ID}" };
const FLOW = "/{Version}/{Flow-ID}";
const UPLOAD = { path: "/{Version}/{Upload-ID}", management: false };
const MEDIA = { path: "/{Version}/{Media-ID}", management: false };

/** Every request that the simulator answers. */
export const ROUTES: readonly Route[] = [
  route("POST", "number", "messages", sendMessage, { path: `${NUMBER}/messages`, management: false }),
  route("POST", "number", "marketing_messages", sendMarketingMessage, {
    path: `${NUMBER}/marketing_messages`,
    management: false,
  }),
  route("POST", "number", "media", (world, _, call) => uploadMedia(world, call), {
    path: `${NUMBER}/media`,
    management: false,
  }),
  route("GET", "number", "", readNumber, { path: NUMBER }),
  route("POST", "number", "block_users", changeBlocks, { path: `${NUMBER}/block_users`, management: false }),
  route("DELETE", "number", "block_users", changeBlocks, {
    path: `${NUMBER}/block_users`,
    management: false,
  }),
  route("GET", "number", "block_users", (world, _, call) => listBlocks(world.people.blocked(), call), {
    path: `${NUMBER}/block_users`,
    management: false,
  }),
  route("GET", "account", "phone_numbers", (world, _, call) => listNumbers(world, call), {
    path: `${ACCOUNT}/phone_numbers`,
  }),
  route("GET", "account", "message_templates", (world, _, call) => listTemplates(world, call), {
    path: `${ACCOUNT}/message_templates`,
  }),
  route("POST", "account", "message_templates", (world, _, call) => createTemplate(world, call), {
    path: `${ACCOUNT}/message_templates`,
  }),
  route("DELETE", "account", "message_templates", (world, _, call) => deleteTemplates(world, call), {
    path: `${ACCOUNT}/message_templates`,
  }),
  // One name below an edge stands for both: `archive` and `unarchive`.
  route("POST", "account", "message_templates/*", (world, _, call) => shelveTemplates(world, call), {
    path: `${ACCOUNT}/message_templates/archive`,
  }),
  route("GET", "account", "subscribed_apps", (world) => listSubscriptions(world), {
    path: `${ACCOUNT}/subscribed_apps`,
  }),
  route("POST", "account", "subscribed_apps", (world, _, call) => subscribe(world, call), {
    path: `${ACCOUNT}/subscribed_apps`,
  }),
  route("DELETE", "account", "subscribed_apps", (world) => unsubscribe(world), {
    path: `${ACCOUNT}/subscribed_apps`,
  }),
  route("GET", "template", "", readTemplate, TEMPLATE),
  route("POST", "template", "", editTemplate, TEMPLATE),
  route("POST", "template", "unpause", unpauseTemplate, { path: "/{Version}/{TEMPLATE_ID}/unpause" }),
  route("DELETE", "template", "", deleteTemplate, TEMPLATE),
  route("GET", "number", "whatsapp_business_profile", readProfile, {
    path: `${NUMBER}/whatsapp_business_profile`,
  }),
  route("POST", "number", "whatsapp_business_profile", updateProfile, {
    path: `${NUMBER}/whatsapp_business_profile`,
  }),
  route("GET", "number", "settings", readSettings, { path: `${NUMBER}/settings` }),
  route("POST", "number", "settings", updateSettings, { path: `${NUMBER}/settings` }),
  route("POST", "number", "conversational_automation", setAutomation, {
    path: `${NUMBER}/conversational_automation`,
  }),
  route("GET", "number", "whatsapp_commerce_settings", readCommerce, {
    path: `${NUMBER}/whatsapp_commerce_settings`,
  }),
  route("POST", "number", "whatsapp_commerce_settings", updateCommerce, {
    path: `${NUMBER}/whatsapp_commerce_settings`,
  }),
  route("GET", "number", "whatsapp_business_encryption", readPublicKey, {
    path: `${NUMBER}/whatsapp_business_encryption`,
  }),
  route("POST", "number", "whatsapp_business_encryption", setPublicKey, {
    path: `${NUMBER}/whatsapp_business_encryption`,
  }),
  route("GET", "number", "message_qrdls", listQrCodes, { path: `${NUMBER}/message_qrdls` }),
  route("POST", "number", "message_qrdls", writeQrCode, { path: `${NUMBER}/message_qrdls` }),
  route("GET", "number", "message_qrdls/*", readQrCode, { path: `${NUMBER}/message_qrdls/{QR-Code-ID}` }),
  route("DELETE", "number", "message_qrdls/*", deleteQrCode, {
    path: `${NUMBER}/message_qrdls/{QR-Code-ID}`,
  }),
  route("GET", "account", "flows", (world, _, call) => listFlows(world, call), { path: `${ACCOUNT}/flows` }),
  route("POST", "account", "flows", (world, _, call) => createFlow(world, call), {
    path: `${ACCOUNT}/flows`,
  }),
  route("GET", "flow", "", readFlow, { path: FLOW }),
  route("POST", "flow", "", updateFlow, { path: FLOW }),
  route("DELETE", "flow", "", deleteFlow, { path: FLOW }),
  route("GET", "flow", "assets", listFlowAssets, { path: `${FLOW}/assets` }),
  route("POST", "flow", "assets", uploadFlowAsset, { path: `${FLOW}/assets` }),
  route("POST", "flow", "publish", publishFlow, { path: `${FLOW}/publish` }),
  route("POST", "flow", "deprecate", deprecateFlow, { path: `${FLOW}/deprecate` }),
  route("GET", "media", "", readMedia, MEDIA),
  route("DELETE", "media", "", deleteMedia, MEDIA),
  route("POST", "app", "uploads", (world, _, call) => openUpload(world, call), {
    path: "/{Version}/{App-ID}/uploads",
    management: false,
  }),
  route("POST", "upload", "", continueUpload, UPLOAD),
  route("GET", "upload", "", readUpload, UPLOAD),
];

const BY_KEY: ReadonlyMap<string, Route> = new Map(
  ROUTES.map((item) => [`${item.method} ${item.node}/${item.edge}`, item]),
);

export function routeOf(method: string, node: Node, edge: string): Route | undefined {
  return BY_KEY.get(`${method} ${node.kind}/${edge}`);
}

/** The object behind an id. */
export function nodeOf(world: World, id: string): Node | undefined {
  const number = world.numbers.get(id);
  if (number !== undefined) return { kind: "number", it: number };
  if (id === world.settings.businessAccountId) return { kind: "account" };
  if (id === "app") return { kind: "app" };
  const upload = world.uploads.get(id);
  if (upload !== undefined) return { kind: "upload", it: upload };
  const template = world.shelf.byId(id);
  if (template !== undefined) return { kind: "template", it: template };
  const flow = world.flows.get(id);
  if (flow !== undefined) return { kind: "flow", it: flow };
  const media = world.media.get(id);
  return media === undefined || media.expiresAt <= world.timeline.now()
    ? undefined
    : { kind: "media", it: media };
}
