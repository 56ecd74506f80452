import type { Transport, TransportResponse } from "../graph/index.js";
import { httpChannel, type HttpTrace, traced } from "../telemetry/index.js";

/** The transport, seen on the tracing channel `waypost:http`. */
export function tracedTransport(transport: Transport): Transport {
  return {
    request: (request) =>
      traced(
        httpChannel,
        () => ({ method: request.method, path: new URL(request.url).pathname }),
        (trace) =>
          trace === undefined ? transport.request(request) : told(transport.request(request), trace),
      ),
    stream: transport.stream?.bind(transport),
    close: () => transport.close(),
  };
}

async function told(answering: Promise<TransportResponse>, trace: HttpTrace): Promise<TransportResponse> {
  const answer = await answering;
  trace.status = answer.status;
  return answer;
}
