/** One HTTP request to a Flow endpoint, in bytes. */
export interface IncomingFlowRequest {
  readonly method?: string | undefined;
  readonly rawBody: Uint8Array;
  /** Header `X-Hub-Signature-256`. */
  readonly signature: string | null | undefined;
}

/** One HTTP answer: `body` is base64 of what only the person's phone can read, or empty. */
export interface FlowAnswer {
  readonly status: 200 | 400 | 405 | 413 | 421 | 427 | 432 | 500;
  readonly body: string;
}
