import { refusalError } from "../core/index.js";
import { decide } from "../policy/index.js";
import type { Engine } from "./engine.js";
import { policyRecipient } from "./policy-recipient.js";
import type { ChatPartner } from "./chat-partner.js";
import { takeSnapshot } from "./snapshot.js";

/** Row 8: blue ticks and "is typing" go to anybody who wrote, but not to who is suppressed, nor from a closed account. */
export async function checkReceipt(engine: Engine, partner: ChatPartner): Promise<void> {
  const decision = decide(
    { kind: "receipt", recipient: policyRecipient(partner.recipient) },
    await takeSnapshot(engine, { ...partner, sendId: "" }),
    engine.clock.now(),
    engine.policy,
  );
  if (decision.action === "refuse") throw refusalError(decision);
}
