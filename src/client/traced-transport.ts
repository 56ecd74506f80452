import type { Transport } from "../graph/index.js";
import { httpChannel, traced } from "../telemetry/index.js";

/** The transport, seen on the tracing channel `waypost:http`. */
export function tracedTransport(transport: Transport): Transport {
  return {
    request: (request) =>
      traced(
        httpChannel,
        () => ({ method: request.method, path: new URL(request.url).pathname }),
        async (trace) => {
          const answer = await transport.request(request);
          if (trace !== undefined) trace.status = answer.status;
          return answer;
        },
      ),
    stream: transport.stream?.bind(transport),
    close: () => transport.close(),
  };
}
