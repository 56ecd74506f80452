import * as z from "zod";

/** Types only; limits and Meta's rules are `definitionProblems`' work, with their rule ids. */
const header = z.union(
  [
    z.strictObject({ text: z.string(), format: z.undefined().optional() }),
    z.strictObject({
      format: z.enum(["image", "video", "document"]),
      text: z.undefined().optional(),
      example: z.string().optional(),
    }),
  ],
  { error: "expected { text } or { format: image, video or document } (L07)" },
);

const button = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      type: z.literal("quick_reply"),
      text: z.string(),
      payload: z.string().min(1).max(128).optional(),
    }),
    z.strictObject({ type: z.literal("url"), text: z.string(), url: z.string() }),
    z.strictObject({
      type: z.literal("phone_number"),
      text: z.string(),
      phoneNumber: z.string().min(1).max(20),
    }),
    z.strictObject({ type: z.literal("copy_code"), example: z.string() }),
  ],
  { error: "expected a button of type quick_reply, url, phone_number or copy_code (L10)" },
);

const common = { name: z.string(), language: z.string() };

const text = z.strictObject({
  ...common,
  category: z.enum(["utility", "marketing"]),
  header: header.optional(),
  body: z.string({ error: "exactly one body with text (L06)" }),
  footer: z.string().optional(),
  buttons: z.array(button).optional(),
  examples: z.record(z.string(), z.string()).optional(),
});

const authentication = z.strictObject({
  ...common,
  category: z.literal("authentication"),
  body: z.undefined({ error: "Meta writes the text of authentication templates (L25)" }).optional(),
  header: z.undefined().optional(),
  footer: z.undefined().optional(),
  buttons: z.undefined().optional(),
  examples: z.undefined().optional(),
  securityRecommendation: z.boolean().optional(),
  codeExpirationMinutes: z.number().optional(),
});

/** The shape of a definition, before its texts are looked at. */
export const templateShape = z.discriminatedUnion("category", [text, authentication], {
  error: 'category: expected "utility", "marketing" or "authentication"',
});
