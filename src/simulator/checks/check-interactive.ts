import { badParameter, invalid, missing } from "../graph-failure.js";
import { type Json, list, record } from "../json.js";
import { labelAt, mediaAt, objectAt, optionalTextAt, textAt } from "./read-fields.js";

/** Per kind: does it take a header, how long may the body be, must there be one, and what is in `action`. */
interface Kind {
  readonly header: "any" | "text" | "text_required" | "none";
  readonly body: number;
  readonly bodyRequired: boolean;
  readonly action: (action: Json, interactive: Json) => void;
}

const nothing = (): void => undefined;
const named = (name: string) => (action: Json) => {
  if (action.name !== name) throw badParameter(`Param interactive['action']['name'] must be '${name}'.`);
};

/** Direct Send takes more buttons, and links among them. */
const DIRECT_KINDS: Readonly<Record<string, Kind>> = {
  button: { header: "any", body: 1024, bodyRequired: true, action: checkMixedButtons },
};

const KINDS: Readonly<Record<string, Kind>> = {
  button: { header: "any", body: 1024, bodyRequired: true, action: checkReplyButtons },
  list: { header: "text", body: 4096, bodyRequired: true, action: checkList },
  cta_url: { header: "any", body: 1024, bodyRequired: true, action: checkUrlButton },
  flow: { header: "any", body: 1024, bodyRequired: true, action: checkFlow },
  product: { header: "none", body: 1024, bodyRequired: false, action: checkProduct },
  product_list: { header: "text_required", body: 1024, bodyRequired: true, action: checkProductList },
  catalog_message: { header: "any", body: 1024, bodyRequired: true, action: named("catalog_message") },
  location_request_message: {
    header: "none",
    body: 1024,
    bodyRequired: true,
    action: named("send_location"),
  },
  address_message: { header: "any", body: 1024, bodyRequired: true, action: named("address_message") },
  request_contact_info: {
    header: "none",
    body: 1024,
    bodyRequired: true,
    action: named("request_contact_info"),
  },
  call_permission_request: {
    header: "none",
    body: 1024,
    bodyRequired: false,
    action: named("call_permission_request"),
  },
  voice_call: { header: "none", body: 1024, bodyRequired: true, action: named("voice_call") },
  carousel: { header: "none", body: 1024, bodyRequired: true, action: checkCards },
  order_details: { header: "any", body: 1024, bodyRequired: true, action: nothing },
  order_status: { header: "none", body: 1024, bodyRequired: true, action: nothing },
};

/** Checks `interactive` as Meta does: kinds, headers, lengths, counts, unique ids. `direct`: for Direct Send. */
export function checkInteractive(interactive: Json, direct = false): void {
  const kind = (direct ? { ...KINDS, ...DIRECT_KINDS } : KINDS)[String(interactive.type)];
  if (kind === undefined) {
    throw badParameter(
      `Param interactive['type'] must be one of {${Object.keys(KINDS).join(", ")}} - got "${String(interactive.type)}".`,
    );
  }
  checkHeader(interactive, kind.header);
  if (kind.bodyRequired || interactive.body !== undefined) {
    textAt(
      objectAt(interactive, "body", "interactive['body']"),
      "text",
      kind.body,
      "interactive['body']['text']",
    );
  }
  if (interactive.footer !== undefined) {
    textAt(
      objectAt(interactive, "footer", "interactive['footer']"),
      "text",
      60,
      "interactive['footer']['text']",
    );
  }
  kind.action(objectAt(interactive, "action", "interactive['action']"), interactive);
}

function checkHeader(interactive: Json, allowed: Kind["header"]): void {
  if (interactive.header === undefined) {
    if (allowed === "text_required") throw missing("The parameter interactive['header'] is required.");
    return;
  }
  if (allowed === "none")
    throw badParameter(`Param interactive['header'] is not allowed for type ${String(interactive.type)}.`);
  const header = objectAt(interactive, "header", "interactive['header']");
  const type = String(header.type);
  if (type === "text") {
    textAt(header, "text", 60, "interactive['header']['text']");
    optionalTextAt(header, "sub_text", 60, "interactive['header']['sub_text']");
  } else if (allowed === "any" && ["image", "video", "document"].includes(type)) {
    mediaAt(header, type);
  } else {
    throw invalid(`interactive['header']['type'] is invalid for type ${String(interactive.type)}: ${type}`);
  }
}

function checkMixedButtons(action: Json): void {
  const links = list(action.buttons).filter((item) => record(item)?.type === "cta_url");
  if (links.length > 2) throw invalid("Invalid buttons count. Max allowed CTA URL buttons: 2");
  for (const link of links) {
    const parameters = objectAt(
      record(link) ?? {},
      "cta_url",
      "interactive['action']['buttons'][..]['cta_url']",
    );
    checkUrlButton({ name: "cta_url", parameters });
  }
  const replies = list(action.buttons).filter((item) => !links.includes(item));
  if (replies.length > 0 || links.length === 0) checkReplies(replies, 10 - links.length);
}

function checkReplyButtons(action: Json): void {
  checkReplies(list(action.buttons), 3);
}

function checkReplies(buttons: readonly unknown[], most: number): void {
  if (buttons.length < 1 || buttons.length > most)
    throw invalid(`Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${String(most)}`);
  const ids = new Set<string>();
  const titles = new Set<string>();
  for (const item of buttons) {
    const button = record(item) ?? {};
    if (button.type !== "reply")
      throw badParameter("Param interactive['action']['buttons'][..]['type'] must be 'reply'.");
    const reply = objectAt(button, "reply", "interactive['action']['buttons'][..]['reply']");
    ids.add(labelAt(reply, "id", 256, "Button id"));
    titles.add(labelAt(reply, "title", 20, "Button title"));
  }
  if (ids.size < buttons.length) throw invalid("Duplicated button ids: each id must be unique.");
  if (titles.size < buttons.length) throw invalid("Duplicated button titles: each title must be unique.");
}

function checkList(action: Json): void {
  labelAt(action, "button", 20, "List button");
  const sections = list(action.sections).map((section) => record(section) ?? {});
  if (sections.length < 1 || sections.length > 10)
    throw invalid("Invalid sections count. Min allowed sections: 1, Max allowed sections: 10");
  const ids: string[] = [];
  for (const section of sections) {
    if (sections.length > 1) labelAt(section, "title", 24, "Section title");
    else optionalTextAt(section, "title", 24, "interactive['action']['sections'][..]['title']");
    const rows = list(section.rows);
    if (rows.length === 0) throw invalid("Each section must have at least one row.");
    for (const item of rows) {
      const row = record(item) ?? {};
      ids.push(labelAt(row, "id", 200, "Row id"));
      labelAt(row, "title", 24, "Row title");
      if (row.description !== undefined && row.description !== "")
        labelAt(row, "description", 72, "Row description");
    }
  }
  if (ids.length > 10) throw invalid("Total row count exceed max allowed count: 10");
  if (new Set(ids).size < ids.length) throw invalid("Duplicated row ids: each id must be unique.");
}

function checkUrlButton(action: Json): void {
  named("cta_url")(action);
  const parameters = objectAt(action, "parameters", "interactive['action']['parameters']");
  labelAt(parameters, "display_text", 20, "Button display_text");
  const url = textAt(parameters, "url", 2000, "interactive['action']['parameters']['url']");
  if (!/^https?:\/\/[^/\s]*[a-z][^/\s]*/i.test(url))
    throw invalid("interactive['action']['parameters']['url'] is not a valid URI.");
}

function checkFlow(action: Json): void {
  named("flow")(action);
  const parameters = objectAt(action, "parameters", "interactive['action']['parameters']");
  if (String(parameters.flow_message_version) !== "3") throw invalid("flow_message_version must be 3.");
  if ((parameters.flow_id === undefined) === (parameters.flow_name === undefined)) {
    throw badParameter("Exactly one of flow_id and flow_name must be given.");
  }
  labelAt(parameters, "flow_cta", 30, "flow_cta");
}

function checkProduct(action: Json): void {
  textAt(action, "catalog_id", 512, "interactive['action']['catalog_id']");
  textAt(action, "product_retailer_id", 512, "interactive['action']['product_retailer_id']");
}

function checkProductList(action: Json): void {
  textAt(action, "catalog_id", 512, "interactive['action']['catalog_id']");
  const sections = list(action.sections).map((section) => record(section) ?? {});
  if (sections.length < 1 || sections.length > 10)
    throw invalid("Invalid sections count. Min allowed sections: 1, Max allowed sections: 10");
  const items = sections.flatMap((section) => list(section.product_items));
  if (items.length < 1 || items.length > 30)
    throw invalid("Invalid products count. Min allowed products: 1, Max allowed products: 30");
}

function checkCards(action: Json): void {
  const cards = list(action.cards);
  if (cards.length < 2 || cards.length > 10)
    throw invalid("Invalid cards count. Min allowed cards: 2, Max allowed cards: 10");
}
