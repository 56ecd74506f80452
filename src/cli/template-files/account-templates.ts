import { type TemplateFromJson, templateFromJson, type TemplateJson, type Waypost } from "waypost";
import { compare } from "./load-templates.js";

/** One template of the account. */
export interface AccountTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly category: string;
  readonly quality: string;
  /** The category that Meta will move it to. */
  readonly correctCategory: string | undefined;
  readonly previousCategory: string | undefined;
  readonly reason: string | undefined;
  /** ISO 8601, as Meta writes it. */
  readonly updatedAt: string | undefined;
  readonly json: TemplateJson;
  readonly read: TemplateFromJson;
}

const FIELDS = [
  "id",
  "name",
  "language",
  "status",
  "category",
  "sub_category",
  "previous_category",
  "correct_category",
  "parameter_format",
  "components",
  "quality_score",
  "rejected_reason",
  "message_send_ttl_seconds",
  "cta_url_link_tracking_opted_out",
  "last_updated_time",
];

type Json = Readonly<Record<string, unknown>>;

/** All templates of the account, page by page, by name and language. Only reads. */
export async function accountTemplates(
  waypost: Waypost,
  businessAccountId: string,
): Promise<readonly AccountTemplate[]> {
  const found: AccountTemplate[] = [];
  let after: string | undefined;
  do {
    const page = (await waypost.graph.get(`/${businessAccountId}/message_templates`, {
      query: { fields: FIELDS.join(","), limit: "100", ...(after === undefined ? {} : { after }) },
    })) as { data?: unknown[]; paging?: { cursors?: { after?: string }; next?: string } } | undefined;
    found.push(...(page?.data ?? []).flatMap((item) => accountTemplate(item as Json) ?? []));
    // `next` carries the access token in its URL: the cursor is used instead.
    after = page?.paging?.next === undefined ? undefined : page.paging.cursors?.after;
  } while (after !== undefined);
  return found.sort((a, b) => compare(a.name, b.name) || compare(a.language, b.language));
}

function accountTemplate(raw: Json): AccountTemplate | undefined {
  const read = templateFromJson(raw);
  if (read.json === undefined) return undefined;
  const reason = text(raw.rejected_reason);
  return {
    id: text(raw.id) ?? "",
    name: read.json.name,
    language: read.json.language,
    status: text(raw.status) ?? "UNKNOWN",
    category: read.json.category,
    quality: text((raw.quality_score as Json | undefined)?.score) ?? "UNKNOWN",
    correctCategory: text(raw.correct_category),
    previousCategory: text(raw.previous_category),
    reason: reason === "NONE" ? undefined : reason,
    updatedAt: text(raw.last_updated_time),
    json: read.json,
    read,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
