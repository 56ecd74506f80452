/**
 * What a decision costs, in microseconds, with a warm snapshot: `npm run bench:policy`. Prints JSON. Never an assertion:
 * machines differ.
 */
import { foldConsent } from "../../src/consent/index.js";
import { decide, NO_COUNTS, type PolicyRequest, type PolicySnapshot } from "../../src/policy/index.js";

const NOW = Date.UTC(2026, 10, 2, 9);
const ROUNDS = 5;
const CALLS = 20_000;

const consent = foldConsent(
  [
    {
      id: "grant",
      subject: "919812345678",
      namespace: "b",
      action: "grant",
      scopes: ["utility", "marketing"],
      occurredAt: new Date(NOW - 86_400_000).toISOString(),
      recordedAt: new Date(NOW - 86_400_000).toISOString(),
      actor: { kind: "user" },
      method: "web_form",
      basis: "consent",
    },
  ],
  "919812345678",
  "b",
);
const people = { known: false, people: 40 };
const snapshot = (category: "utility" | "marketing"): PolicySnapshot => ({
  consent,
  window: undefined,
  template: {
    businessAccountId: "9",
    name: "t",
    language: "en",
    status: "APPROVED",
    category,
    quality: "GREEN",
    parameterFormat: "NAMED",
    updatedAt: 0,
  },
  templateMismatches: [],
  counts: NO_COUNTS,
  guards: {
    messagingLimit: 2_000,
    content: { last10min: people, last24h: people },
    entropy: { hasParameters: true, sends: 100, distinct: 90, repeats: 0 },
    reach: people,
    marketingReach: people,
    numberReach: { ...people, bestCleanDay: 250 },
    strangers: { sends: 5 },
    marketingStrangers: { sends: 5 },
    adjacent: 0,
    newPerson: true,
  },
});
const request = (category: "utility" | "marketing"): PolicyRequest => ({
  kind: "template",
  recipient: { kind: "phone", country: "IN" },
  name: "t",
  language: "en",
  declaredCategory: category,
  parameterProblems: [],
  cause:
    category === "marketing"
      ? { kind: "subscription", ref: "grant", at: NOW }
      : { kind: "order", ref: "A-1", at: NOW },
});

function microseconds(work: () => unknown): number {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = process.cpuUsage();
    for (let call = 0; call < CALLS; call++) work();
    rounds.push(process.cpuUsage(started).user / CALLS);
  }
  return Math.round((rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0) * 100) / 100;
}

const results: Record<string, number | string> = {};
for (const category of ["utility", "marketing"] as const) {
  const [ask, know] = [request(category), snapshot(category)];
  results[`${category}Outcome`] = decide(ask, know, NOW).action;
  results[`${category}Microseconds`] = microseconds(() => decide(ask, know, NOW));
}
const closed: PolicyRequest = { kind: "free_form", recipient: { kind: "phone", country: "IN" } };
const bare = snapshot("utility");
results.refusedFreeFormMicroseconds = microseconds(() => decide(closed, bare, NOW));
console.log(JSON.stringify(results));
