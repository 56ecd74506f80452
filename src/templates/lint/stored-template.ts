/**
 * A template in Meta's own JSON, as it comes from `GET /{waba-id}/message_templates` or goes into `POST`; also a record
 * of the registry or of `waypost.messageTemplates`, whose top-level names are in camelCase. Nothing in it is taken for
 * granted.
 */
export interface StoredTemplate {
  readonly name?: string | undefined;
  readonly language?: string | undefined;
  readonly category?: string | undefined;
  readonly components?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly id?: string | undefined;
  readonly status?: string | undefined;
  readonly parameter_format?: string | undefined;
  readonly parameterFormat?: string | undefined;
  readonly sub_category?: string | undefined;
  readonly subCategory?: string | undefined;
  readonly message_send_ttl_seconds?: number | undefined;
  readonly messageSendTtlSeconds?: number | undefined;
  readonly cta_url_link_tracking_opted_out?: boolean | undefined;
}
