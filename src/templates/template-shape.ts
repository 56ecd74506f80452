import * as z from "zod";
import { once } from "../core/index.js";

/** Types only; limits and Meta's rules are `definitionProblems`' work, with their rule ids. */
const header = once(() =>
  z.union(
    [
      z.strictObject({ text: z.string(), format: z.undefined().optional() }),
      z.strictObject({
        format: z.enum(["image", "video", "gif", "document"]),
        text: z.undefined().optional(),
        example: z.string().optional(),
      }),
      z.strictObject({
        format: z.enum(["location", "product"]),
        text: z.undefined().optional(),
        example: z.undefined().optional(),
      }),
    ],
    { error: "expected { text } or { format: image, video, gif, document, location or product } (L07)" },
  ),
);

const label = once(() => z.string());

const button = once(() =>
  z.discriminatedUnion(
    "type",
    [
      z.strictObject({ type: z.literal("quick_reply"), text: label(), payload: z.string().optional() }),
      z.strictObject({
        type: z.literal("url"),
        text: label(),
        url: z.string(),
        appDeepLink: z
          .strictObject({
            metaAppId: z.string(),
            androidDeepLink: z.string(),
            androidFallbackPlaystoreUrl: z.string().optional(),
          })
          .optional(),
      }),
      z.strictObject({ type: z.literal("phone_number"), text: label(), phoneNumber: z.string() }),
      z.strictObject({ type: z.literal("copy_code"), example: z.string() }),
      z.strictObject({
        type: z.literal("flow"),
        text: label(),
        flowId: z.string().min(1).optional(),
        flowName: z.string().min(1).optional(),
        flowJson: z.string().min(1).optional(),
        action: z.enum(["navigate", "data_exchange"]).optional(),
        screen: z.string().min(1).optional(),
        icon: z.enum(["document", "promotion", "review"]).optional(),
      }),
      z.strictObject({ type: z.literal("catalog"), text: z.undefined().optional() }),
      z.strictObject({ type: z.literal("mpm"), text: z.undefined().optional() }),
      z.strictObject({ type: z.literal("spm"), text: z.undefined().optional() }),
      z.strictObject({
        type: z.literal("order_details"),
        text: z.enum(["Review and Pay", "Copy Pix code"]).optional(),
      }),
      z.strictObject({ type: z.literal("voice_call"), text: label(), ttlMinutes: z.number().optional() }),
      z.strictObject({ type: z.literal("request_contact_info"), text: z.undefined().optional() }),
    ],
    {
      error:
        "expected a button of type quick_reply, url, phone_number, copy_code, flow, catalog, mpm, spm, order_details, voice_call or request_contact_info (L10)",
    },
  ),
);

const card = once(() =>
  z.strictObject({
    header: z.union(
      [
        z.strictObject({
          format: z.enum(["image", "video"]),
          text: z.undefined().optional(),
          example: z.string().optional(),
        }),
        z.strictObject({
          format: z.literal("product"),
          text: z.undefined().optional(),
          example: z.undefined().optional(),
        }),
      ],
      { error: "a card needs a header: { format: image, video or product } (L06)" },
    ),
    body: z.string().optional(),
    buttons: z.array(button()).optional(),
    examples: z.record(z.string(), z.string()).optional(),
  }),
);

const apps = once(() => z.array(z.strictObject({ packageName: z.string(), signatureHash: z.string() })));

const otp = once(() =>
  z.discriminatedUnion(
    "type",
    [
      z.strictObject({ type: z.literal("copy_code"), text: label().optional() }),
      z.strictObject({
        type: z.literal("one_tap"),
        text: label().optional(),
        autofillText: label().optional(),
        apps: apps(),
      }),
      z.strictObject({
        type: z.literal("zero_tap"),
        text: label().optional(),
        autofillText: label().optional(),
        apps: apps(),
        termsAccepted: z.literal(true, { error: "Meta refuses zero-tap without its terms accepted (L25)" }),
      }),
    ],
    { error: "expected a type of copy_code, one_tap or zero_tap (L25)" },
  ),
);

const common = once(() => ({ name: z.string(), language: z.string(), ttlSeconds: z.number().optional() }));

const text = once(() =>
  z.strictObject({
    ...common(),
    category: z.enum(["utility", "marketing"]),
    header: header().optional(),
    body: z.string({ error: "exactly one body with text (L06)" }),
    footer: z.string().optional(),
    buttons: z.array(button()).optional(),
    cards: z.array(card()).optional(),
    limitedTimeOffer: z.strictObject({ text: z.string(), expires: z.boolean().optional() }).optional(),
    orderStatus: z.boolean().optional(),
    callPermissionRequest: z.boolean().optional(),
    kinds: z.record(z.string(), z.enum(["text", "currency", "date_time"])).optional(),
    linkTracking: z.boolean().optional(),
    examples: z.record(z.string(), z.string()).optional(),
  }),
);

const nothing = once(() => z.undefined().optional());

const authentication = once(() =>
  z.strictObject({
    ...common(),
    category: z.literal("authentication"),
    body: z.undefined({ error: "Meta writes the text of authentication templates (L25)" }).optional(),
    header: nothing(),
    footer: nothing(),
    buttons: nothing(),
    cards: nothing(),
    kinds: nothing(),
    examples: nothing(),
    otp: otp().optional(),
    securityRecommendation: z.boolean().optional(),
    codeExpirationMinutes: z.number().optional(),
  }),
);

/** The shape of a definition, before its texts are looked at. */
export const templateShape = once(() =>
  z.discriminatedUnion("category", [text(), authentication()], {
    error: 'category: expected "utility", "marketing" or "authentication"',
  }),
);
