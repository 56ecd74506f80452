/**
 * A template in Meta's own JSON, as it comes from `GET /{waba-id}/message_templates` or goes into `POST`; also a record
 * of the registry or of `waypost.messageTemplates`, whose top-level names are in camelCase.
 */
export interface StoredTemplate {
  readonly name?: string | undefined;
  readonly language?: string | undefined;
  readonly category?: string | undefined;
  readonly components?: readonly Readonly<Record<string, unknown>>[] | undefined;
}
