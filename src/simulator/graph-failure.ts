import { metaError } from "./error-catalogue.js";

/** What an error answer carries beside its code. */
export interface FailureParts {
  readonly details?: string | undefined;
  readonly subcode?: number | undefined;
  /** Whole sentence instead of `(#code) title`. */
  readonly message?: string | undefined;
  readonly type?: string | undefined;
  readonly status?: number | undefined;
  readonly userTitle?: string | undefined;
  readonly userMessage?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Stands beside `error` in the answer (block list: what did succeed). */
  readonly beside?: Readonly<Record<string, unknown>> | undefined;
}

/** Meta says no. Thrown inside the simulator only; the router turns it into the envelope. */
export class GraphFailure extends Error {
  readonly code: number;
  readonly parts: FailureParts;

  constructor(code: number, parts: FailureParts = {}) {
    super(parts.message ?? `(#${String(code)}) ${metaError(code).title}`);
    this.code = code;
    this.parts = parts;
  }

  get status(): number {
    return this.parts.status ?? metaError(this.code).status;
  }

  /** Meta's error envelope. */
  envelope(traceId: string): Record<string, unknown> {
    const { details, subcode, type, userTitle, userMessage, beside } = this.parts;
    return {
      ...beside,
      error: {
        message: this.message,
        type: type ?? metaError(this.code).type ?? "OAuthException",
        code: this.code,
        ...(details === undefined ? {} : { error_data: { messaging_product: "whatsapp", details } }),
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(userTitle === undefined
          ? {}
          : { is_transient: false, error_user_title: userTitle, error_user_msg: userMessage }),
        fbtrace_id: traceId,
      },
    };
  }
}

export function missing(details: string): GraphFailure {
  return new GraphFailure(131008, { details });
}

export function invalid(details: string): GraphFailure {
  return new GraphFailure(131009, { details });
}

/** Code 100 with Meta's usual sentence. */
export function badParameter(sentence: string): GraphFailure {
  return new GraphFailure(100, { message: `(#100) ${sentence}`, details: sentence });
}

/** A node that is not there, or that the token may not see: Graph does not tell which (code 100, subcode 33). */
export function noSuchObject(method: string, id: string): GraphFailure {
  return new GraphFailure(100, {
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    type: "GraphMethodException",
    subcode: 33,
  });
}

/** What Graph would do and the simulator does not. */
export function notSimulated(method: string, path: string): GraphFailure {
  return new GraphFailure(100, {
    message: `Unsupported ${method.toLowerCase()} request. The Waypost simulator does not implement ${method} ${path}.`,
    type: "GraphMethodException",
    subcode: 33,
  });
}

/** Template management: code 100, and the subcode tells. */
export function templateProblem(subcode: number, title: string, message: string): GraphFailure {
  return new GraphFailure(100, {
    message: "Invalid parameter",
    subcode,
    userTitle: title,
    userMessage: message,
    details: message,
  });
}
