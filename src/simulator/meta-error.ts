/** An error as Meta answers it. `details` goes to `error_data.details`. */
export interface MetaError {
  readonly code: number;
  readonly title: string;
  readonly details: string;
  readonly status: number;
  readonly subcode?: number | undefined;
}

const of = (code: number, status: number, title: string, details: string): MetaError => ({
  code,
  status,
  title,
  details,
});

/** The errors that the simulator gives, with Meta's codes and HTTP statuses. */
export const META_ERRORS = {
  missingToken: of(190, 401, "Access token required", "No access token was given."),
  badToken: of(190, 401, "Access token has expired", "The session has expired or the token is invalid."),
  throughput: of(
    130429,
    429,
    "Rate limit hit",
    "Message failed to send because there were too many messages sent from this phone number in a short period of time.",
  ),
  pairRate: of(
    131056,
    400,
    "(Business Account, Consumer Account) pair rate limit hit",
    "Message failed to send because there were too many messages sent from this phone number to the same person in a short period of time.",
  ),
  toSelf: of(131021, 400, "Recipient cannot be sender", "The recipient is the sender."),
  undeliverable: of(131026, 400, "Message undeliverable", "Message undeliverable."),
  reengagement: of(
    131047,
    400,
    "Re-engagement message",
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  ),
  stopped: of(
    131050,
    400,
    "User stopped marketing messages",
    "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.",
  ),
  templateMissing: of(
    132001,
    404,
    "Template does not exist",
    "The template does not exist in the given language or is not approved.",
  ),
  templatePaused: of(132015, 400, "Template is paused", "Template is paused due to low quality."),
  templateDisabled: of(
    132016,
    400,
    "Template is disabled",
    "Template has been paused too many times and is now disabled.",
  ),
} as const satisfies Record<string, MetaError>;

/** 100: a parameter that Graph itself refuses. */
export function invalidParameter(details: string): MetaError {
  return of(100, 400, "Invalid parameter", details);
}

/** 131008 or 131009: a parameter that the messaging layer refuses. */
export function missingParameter(name: string): MetaError {
  return of(131008, 400, "Required parameter is missing", `Parameter ${name} is mandatory.`);
}

export function badValue(details: string): MetaError {
  return of(131009, 400, "Parameter value is not valid", details);
}

export function templateError(code: 132000 | 132005 | 132012, details: string): MetaError {
  const titles = {
    132000: "Number of parameters does not match the expected number of params",
    132005: "Translated text too long",
    132012: "Parameter format does not match format in the created template",
  } as const;
  return of(code, 400, titles[code], details);
}

export function unknownObject(id: string): MetaError {
  return {
    ...of(
      100,
      400,
      "Invalid parameter",
      `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
    ),
    subcode: 33,
  };
}

/** The JSON body of an error answer. */
export function errorEnvelope(
  error: MetaError,
  fbtraceId: string,
): { readonly error: Readonly<Record<string, unknown>> } {
  return {
    error: {
      message: `(#${String(error.code)}) ${error.title}`,
      type: "OAuthException",
      code: error.code,
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      error_data: { messaging_product: "whatsapp", details: error.details },
      fbtrace_id: fbtraceId,
    },
  };
}

/** The same error in a webhook: no trace id, a title instead of a type. */
export function webhookError(error: MetaError): Readonly<Record<string, unknown>> {
  return {
    code: error.code,
    title: error.title,
    message: error.title,
    error_data: { details: error.details },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}
