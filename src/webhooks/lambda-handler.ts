import { ANSWER_HEADERS, capped, utf8 } from "./raw-body.js";
import type { WebhookReceiver } from "./receiver.js";

/** What API Gateway (REST v1, HTTP v2) and function URLs hand over, as far as it is used. */
export interface LambdaEvent {
  /** v1. */
  readonly httpMethod?: string | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** v2 and function URLs. */
  readonly requestContext?: object | undefined;
  readonly rawQueryString?: string | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
}

/** What a Lambda function answers. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * For AWS Lambda behind API Gateway (REST or HTTP API) or a function URL. The events are in the store when it answers;
 * their handlers need time after that, so let the function await `waypost.webhooks.idle()`.
 */
export function lambdaHandler(receiver: WebhookReceiver): (event: LambdaEvent) => Promise<LambdaResult> {
  return async (event) => {
    const headers = new Map(
      Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const { status, body } = await receiver.handle({
      method: event.httpMethod ?? methodOf(event.requestContext) ?? "",
      query: queryOf(event),
      header: (name) => headers.get(name),
      rawBody: (maxBytes) => Promise.resolve().then(() => capped(bytesOf(event), maxBytes)),
    });
    return { statusCode: status, headers: ANSWER_HEADERS, body };
  };
}

function methodOf(context: object | undefined): string | undefined {
  return (context as { readonly http?: { readonly method?: string } } | undefined)?.http?.method;
}

/** v1 gives decoded values, v2 the query as it came (and values that it joined with commas). */
function queryOf({ rawQueryString, queryStringParameters }: LambdaEvent): URLSearchParams {
  if (rawQueryString !== undefined) return new URLSearchParams(rawQueryString);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryStringParameters ?? {}))
    if (value !== undefined) query.set(name, value);
  return query;
}

function bytesOf({ body, isBase64Encoded }: LambdaEvent): Uint8Array {
  if (isBase64Encoded !== true) return utf8(body ?? "");
  return Uint8Array.from(atob(body ?? ""), (character) => character.charCodeAt(0));
}
