import { GRAPH_ERRORS } from "../graph/index.js";
import type { SendRecord } from "../ledger/index.js";

/** What became of a send, in two sentences: what happened, and what to do. */
export interface SendStory {
  readonly what: string;
  /** Undefined when there is nothing to do. */
  readonly next?: string | undefined;
}

/** Tells what became of one send. Names no person and no content. */
export function describeSend(send: SendRecord): SendStory {
  switch (send.state) {
    case "refused":
    case "held":
      return stopped(send);
    case "failed":
      return failed("It did not go out", send.failure?.code, send.failure?.message);
    case "claimed":
      return {
        what: "It waits for its turn, or its worker died before the wire.",
        next: "Send it again with the same cause: it goes out once.",
      };
    case "dispatching":
    case "in_doubt":
      return {
        what: "It left and nobody answered: it may have arrived.",
        next: "A status webhook settles it; do not send it again blindly.",
      };
    case "accepted":
      return accepted(send);
  }
}

function stopped({ decision }: SendRecord): SendStory {
  if (decision === undefined || decision.action === "allow") return { what: "The policy stopped it." };
  const verb = decision.action === "hold" ? "Held" : "Refused";
  return {
    what: `${verb} with ${decision.code} (${decision.rule}): ${decision.message}`,
    next: decision.fix,
  };
}

function accepted({ status, failure, messageStatus }: SendRecord): SendStory {
  switch (status) {
    case "failed":
      return failed("Meta accepted it and then could not deliver it", failure?.code, failure?.message);
    case "delivered":
      return { what: "It was delivered." };
    case "read":
    case "played":
      return { what: `It was delivered and ${status}.` };
    case "sent":
      return {
        what: "Meta sent it; the phone has not confirmed it: it may be off, or without a connection.",
      };
    case undefined:
      return messageStatus === "held_for_quality_assessment"
        ? {
            what: "Meta holds it while it looks at the quality of the template.",
            next: "Wait for its status.",
          }
        : {
            what: "Meta accepted it; no status webhook came yet.",
            next: "If none ever comes, check that the app is subscribed to `messages` webhooks.",
          };
    default:
      return { what: `Its status is ${status}.` };
  }
}

function failed(what: string, code: string | number | undefined, message: string | undefined): SendStory {
  const known = typeof code === "number" ? GRAPH_ERRORS.get(code) : undefined;
  const reason = known?.title ?? message ?? "No reason was given.";
  return { what: `${what}${code === undefined ? "" : ` (${String(code)})`}: ${reason}`, next: known?.fix };
}
