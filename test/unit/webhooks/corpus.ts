/** Deliveries as Meta sends them, one per shape that the parser reads or must survive. */
export const FROM = "919812345678";
export const TO = "911415550100";
export const BSUID = "IN.13491208655302741918";

const METADATA = { display_phone_number: TO, phone_number_id: "106540352242922" };
const CONTACT = { profile: { name: "Ravi", username: "ravi.j" }, wa_id: FROM, user_id: BSUID };

type Json = Readonly<Record<string, unknown>>;

export const delivery = (field: string, value: unknown, time?: number): Json => ({
  object: "whatsapp_business_account",
  entry: [{ id: "102290129340398", ...(time === undefined ? {} : { time }), changes: [{ field, value }] }],
});

export const messages = (value: Json): Json =>
  delivery("messages", { messaging_product: "whatsapp", metadata: METADATA, ...value });

let count = 0;
export const inbound = (message: Json, contacts: unknown = [CONTACT]): Json =>
  messages({
    ...(contacts === undefined ? {} : { contacts }),
    messages: [{ from: FROM, id: `wamid.${String(++count)}`, timestamp: "1767603600", ...message }],
  });

const status = (more: Json): Json =>
  messages({
    statuses: [{ id: "wamid.s", status: "sent", timestamp: "1767603600", recipient_id: FROM, ...more }],
  });

const media = { id: "99", mime_type: "image/jpeg", sha256: "c2hh" };

export const CORPUS: Readonly<Record<string, Json>> = {
  text: inbound({ type: "text", text: { body: "नमस्ते 🙏" } }),
  quoted: inbound({ type: "text", text: { body: "yes" }, context: { from: TO, id: "wamid.q" } }),
  forwarded: inbound({ type: "text", text: { body: "STOP" }, context: { forwarded: true } }),
  fromAd: inbound({ type: "text", text: { body: "hi" }, referral: { source_type: "ad", ctwa_clid: "x" } }),
  image: inbound({
    type: "image",
    image: { ...media, caption: "stop", url: "https://lookaside.fbsbx.com/x" },
  }),
  video: inbound({ type: "video", video: media }),
  voice: inbound({ type: "audio", audio: { ...media, mime_type: "audio/ogg; codecs=opus", voice: true } }),
  document: inbound({ type: "document", document: { ...media, filename: "a.pdf" } }),
  sticker: inbound({ type: "sticker", sticker: { ...media, animated: false } }),
  location: inbound({ type: "location", location: { latitude: 26.9, longitude: "75.8" } }),
  reaction: inbound({ type: "reaction", reaction: { message_id: "wamid.x", emoji: "👍" } }),
  reactionRemoved: inbound({ type: "reaction", reaction: { message_id: "wamid.x", emoji: "" } }),
  templateButton: inbound({
    type: "button",
    button: { payload: "OPT_OUT", text: "Stop offers" },
    context: { from: TO, id: "wamid.t" },
  }),
  buttonReply: inbound({
    type: "interactive",
    interactive: { type: "button_reply", button_reply: { id: "a", title: "A" } },
  }),
  listReply: inbound({
    type: "interactive",
    interactive: { type: "list_reply", list_reply: { id: "r", title: "R", description: "d" } },
  }),
  flowReply: inbound({
    type: "interactive",
    interactive: { type: "nfm_reply", nfm_reply: { name: "flow", body: "Sent", response_json: "{}" } },
  }),
  newReply: inbound({
    type: "interactive",
    interactive: { type: "payment_method", payment_method: { x: 1 } },
  }),
  replyWithoutContent: inbound({ type: "interactive" }),
  order: inbound({ type: "order", order: { catalog_id: "1", product_items: [] } }),
  contacts: inbound({ type: "contacts", contacts: [{ phones: [{ phone: `+${FROM}` }] }] }),
  unsupported: inbound({ type: "unsupported", errors: [{ code: 131051, title: "Message type unknown" }] }),
  newType: inbound({ type: "hologram", hologram: { depth: 3 } }),
  noContacts: inbound({ type: "text", text: { body: "hi" } }, undefined),
  userIdOnly: messages({
    contacts: [{ profile: { name: "Ravi" }, user_id: BSUID }],
    messages: [
      { from_user_id: BSUID, id: "wamid.u", timestamp: 1767603600, type: "text", text: { body: "hi" } },
    ],
  }),
  emptyNumber: messages({
    contacts: [{ wa_id: "", user_id: BSUID }],
    messages: [
      {
        from: "",
        from_user_id: BSUID,
        id: "wamid.e",
        timestamp: "1767603600",
        type: "text",
        text: { body: "hi" },
      },
    ],
  }),
  nobody: messages({
    messages: [{ id: "wamid.n", timestamp: "1767603600", type: "text", text: { body: "hi" } }],
  }),
  group: inbound({ type: "text", text: { body: "hi all" }, group_id: "Z3JvdXA=" }),
  changedNumber: inbound(
    { type: "system", system: { type: "user_changed_number", body: "changed", wa_id: "919812345679" } },
    undefined,
  ),
  changedNumberOld: inbound(
    {
      type: "system",
      system: { type: "customer_changed_number", customer: FROM, new_wa_id: "919812345679" },
    },
    undefined,
  ),
  sent: status({
    pricing: { billable: true, pricing_model: "PMP", category: "utility" },
    biz_opaque_callback_data: "snd_1",
  }),
  delivered: status({ status: "delivered", recipient_user_id: BSUID }),
  read: status({ status: "read", timestamp: 1767603600 }),
  played: status({ status: "played" }),
  failed: status({
    status: "failed",
    errors: [{ code: 131026, title: "Message undeliverable", error_data: { details: "d" }, href: "/x" }],
  }),
  groupStatus: status({ recipient_type: "group", recipient_id: "Z3JvdXA=", participant_recipient_id: FROM }),
  payment: status({ type: "payment", status: "captured", payment: { reference_id: "r" } }),
  accountError: messages({ errors: [{ code: 131000, title: "Unsupported webhook payload" }] }),
  nativeStop: delivery("user_preferences", {
    messaging_product: "whatsapp",
    metadata: METADATA,
    contacts: [CONTACT],
    user_preferences: [
      {
        wa_id: FROM,
        user_id: BSUID,
        detail: "d",
        category: "marketing_messages",
        value: "stop",
        timestamp: 1767603600,
      },
    ],
  }),
  signup: delivery("user_preferences", {
    metadata: METADATA,
    user_preferences: [
      {
        wa_id: FROM,
        category: "marketing_messages",
        value: "signup",
        signup_id: "s1",
        timestamp: 1767603600,
      },
    ],
  }),
  templateApproved: delivery(
    "message_template_status_update",
    {
      event: "APPROVED",
      message_template_id: 12345678,
      message_template_name: "n",
      message_template_language: "en_US",
      reason: "NONE",
    },
    1767603600,
  ),
  templatePaused: delivery(
    "message_template_status_update",
    {
      event: "PAUSED",
      message_template_id: 1,
      message_template_name: "n",
      message_template_language: "en",
      reason: null,
      other_info: { title: "FIRST_PAUSE", description: "" },
    },
    1767603601,
  ),
  templateQuality: delivery(
    "message_template_quality_update",
    {
      message_template_id: 1,
      message_template_name: "n",
      message_template_language: "en",
      previous_quality_score: "GREEN",
      new_quality_score: "RED",
    },
    1767603602,
  ),
  categoryDone: delivery(
    "template_category_update",
    {
      message_template_id: 1,
      message_template_name: "n",
      message_template_language: "en",
      previous_category: "UTILITY",
      new_category: "MARKETING",
    },
    1767603603,
  ),
  categoryAnnounced: delivery(
    "template_category_update",
    {
      message_template_id: 1,
      message_template_name: "n",
      message_template_language: "en",
      correct_category: "MARKETING",
      new_category: "UTILITY",
      category_update_timestamp: 1767690000,
    },
    1767603604,
  ),
  newField: delivery("consumer_profile", { anything: FROM }),
  accountUpdate: delivery(
    "account_update",
    { event: "ACCOUNT_RESTRICTION", restriction_info: [{ restriction_type: "X" }] },
    1767603605,
  ),
};
