/** HTTP status and title of one of Meta's codes. */
export interface MetaError {
  readonly status: number;
  readonly title: string;
  /** `OAuthException` unless said otherwise. */
  readonly type?: string | undefined;
}

const of = (status: number, title: string, type?: string): MetaError => ({ status, title, type });

/**
 * The codes that the simulator answers with or can be told to answer with (Cloud API error codes page; the HTTP
 * statuses are those of its March 2026 edition, the last that printed them).
 */
export const META_ERRORS: ReadonlyMap<number, MetaError> = new Map([
  [0, of(401, "AuthException")],
  [1, of(400, "API Unknown")],
  [2, of(503, "API Service")],
  [3, of(500, "API Method")],
  [4, of(400, "API Too Many Calls")],
  [10, of(403, "Permission Denied")],
  [33, of(400, "Parameter value is not valid", "GraphMethodException")],
  [100, of(400, "Invalid parameter")],
  [104, of(401, "An access token is required to request this resource.")],
  [190, of(401, "Access token has expired")],
  [200, of(403, "API Permission")],
  [368, of(403, "Temporarily blocked for policies violations")],
  [613, of(429, "Calls to this API exceeded the rate limit")],
  [80007, of(400, "Rate limit issues")],
  [130403, of(400, "Business blocked this user")],
  [130429, of(429, "Rate limit hit")],
  [130472, of(400, "User's number is part of an experiment")],
  [130497, of(403, "Business account is restricted from messaging users in this country.")],
  [131000, of(500, "Something went wrong")],
  [131005, of(403, "Access denied")],
  [131008, of(400, "Required parameter is missing")],
  [131009, of(400, "Parameter value is not valid")],
  [131016, of(500, "Service unavailable")],
  [131021, of(400, "Recipient cannot be sender")],
  [131026, of(400, "Message undeliverable")],
  [131030, of(400, "Recipient phone number not in allowed list")],
  [131031, of(403, "Business Account locked")],
  [131037, of(400, "WhatsApp provided number needs display name approval before message can be sent.")],
  [131042, of(400, "Business eligibility payment issue")],
  [131045, of(500, "Incorrect certificate")],
  [131047, of(400, "Re-engagement message")],
  [131048, of(400, "Spam Rate limit hit")],
  [131049, of(400, "This message was not delivered to maintain healthy ecosystem engagement.")],
  [131050, of(400, "User has stopped marketing messages from this business")],
  [131051, of(400, "Unsupported message type")],
  [131052, of(400, "Media download error")],
  [131053, of(400, "Media upload error")],
  [131055, of(400, "Method not allowed")],
  [131056, of(400, "(Business Account, Consumer Account) pair rate limit hit")],
  [131057, of(500, "Account in maintenance mode")],
  [131062, of(400, "Business-scoped user ID recipients are not supported for this message")],
  [131063, of(400, "Marketing templates are disabled on Cloud API")],
  [131064, of(400, "Messaging limit reached due to template classification violations")],
  [132000, of(400, "Number of parameters does not match the expected number of params")],
  [132001, of(404, "Template name does not exist in the translation")],
  [132005, of(400, "Translated text too long")],
  [132007, of(400, "Template content policy violated")],
  [132012, of(400, "Parameter format does not match format in the created template")],
  [132015, of(400, "Template is paused")],
  [132016, of(400, "Template is disabled")],
  [132018, of(400, "There's an issue with the parameters in your template")],
  [132068, of(400, "Flow is in blocked state")],
  [132069, of(400, "Flow is in throttled state")],
  [133004, of(503, "Server temporarily unavailable")],
  [133010, of(400, "Phone number not registered")],
  [135000, of(400, "Generic user error")],
  [137000, of(400, "Recipient identity key hash mismatch")],
  [139001, of(400, "Flow can't be updated")],
  [139002, of(400, "Flow can't be published")],
  [139003, of(400, "Flow can't be deprecated")],
  [139004, of(400, "Flow can't be deleted")],
  [139100, of(400, "Failed to block/unblock some users")],
  [139200, of(400, "Direct Send is not available to this account")],
]);

const HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

export function metaError(code: number): MetaError {
  return META_ERRORS.get(code) ?? { status: 400, title: "Unknown error" };
}

/** An error as a webhook carries it: no `fbtrace_id`, title and message alike. */
export function webhookError(code: number, details: string): Record<string, unknown> {
  const { title } = metaError(code);
  return { code, title, message: title, error_data: { details }, href: HREF };
}
