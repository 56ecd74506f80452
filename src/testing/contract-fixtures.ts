import type { ConsentEvent } from "../consent/index.js";
import type { AllowDecision } from "../core/index.js";
import { docsUrl } from "../core/index.js";
import type { SendIntent, Store } from "../ledger/index.js";
import type { StoreUnderTest, TestFramework } from "./store-under-test.js";

/** One case of the contract: a title, and what must hold of a fresh store. */
export type Check = (title: string, body: (store: Store, parts: StoreUnderTest) => Promise<void>) => unknown;

/** One part of the contract. */
export type ContractPart = (check: Check, equal: TestFramework["equal"]) => void;

/** Made up: the contract's own. */
export const CONTRACT_KEYS = [
  { id: "new", secret: "n".repeat(32) },
  { id: "old", secret: "o".repeat(32) },
] as const;

export function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
}

export function anEvent(id: string, subject: string): ConsentEvent {
  return {
    id,
    subject,
    namespace: "brand",
    action: "grant",
    scopes: ["utility"],
    occurredAt: at(1),
    recordedAt: at(1),
    actor: { kind: "user" },
    method: "web_form",
    basis: "consent",
  };
}

export function anIntent(id: string, idempotencyKey: string, createdAt = 1_000): SendIntent {
  return {
    id,
    idempotencyKey,
    phoneNumberId: "1",
    namespace: "brand",
    person: "111",
    kind: "template",
    createdAt,
  };
}

export const anAllowance: AllowDecision = { action: "allow", rule: "row-9", facts: {}, warnings: [] };

export const aRefusal = {
  action: "refuse",
  code: "OPTED_OUT",
  rule: "row-22",
  message: "m",
  fix: "f",
  facts: {},
  warnings: [],
  docsUrl: docsUrl("OPTED_OUT"),
} as const;

export function dispatch(ledger: Store["ledger"], sendId: string, consentRevision: number): Promise<string> {
  return ledger.dispatch({ sendId, consentRevision, decision: anAllowance, at: 2 });
}

export async function accepted(
  { ledger, consent }: Pick<Store, "ledger"> & Partial<Pick<Store, "consent">>,
  id: string,
  messageId: string,
): Promise<void> {
  await ledger.claim(anIntent(id, `key ${id}`), { staleBefore: 0 });
  const revision = consent === undefined ? 0 : (await consent.view("111", "brand")).revision;
  await dispatch(ledger, id, revision);
  await ledger.accept({ sendId: id, messageId, at: 3 });
}
