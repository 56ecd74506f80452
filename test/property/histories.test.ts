import fc from "../support/seeded-properties.js";
import { describe, expect, it } from "vitest";
import { memoryStore, type Store, WaypostError } from "waypost";
import type { Duration, Simulator } from "waypost/simulator";
import { arrival, connect, failSend, openWorld, optIn, RAVI, SEEN, shipped } from "../scenario/setup.js";

/** One thing that may happen in the life of a shop and its customer. */
type Act =
  | {
      readonly kind:
        | "write"
        | "stop"
        | "stop_all"
        | "start"
        | "native_stop"
        | "native_resume"
        | "opt_in"
        | "phone_opt_out"
        | "operator_opt_in"
        | "free_form"
        | "marketing"
        | "utility"
        | "restart";
    }
  | { readonly kind: "wait"; readonly for: Duration }
  | { readonly kind: "fault"; readonly fault: "reset_after" | "lost" | 131026 };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom<Act>(
      { kind: "write" },
      { kind: "free_form" },
      { kind: "marketing" },
      { kind: "utility" },
    ),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Act>(
      { kind: "stop" },
      { kind: "stop_all" },
      { kind: "start" },
      { kind: "native_stop" },
      { kind: "native_resume" },
      { kind: "opt_in" },
      { kind: "phone_opt_out" },
      { kind: "operator_opt_in" },
      { kind: "restart" },
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom<Duration>("1s", "2m", "3h", "20h", "25h")
      .map((duration): Act => ({ kind: "wait", for: duration })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Act>(
      { kind: "fault", fault: "reset_after" },
      { kind: "fault", fault: "lost" },
      { kind: "fault", fault: 131026 },
    ),
  },
);

/** What must hold of every history, kept apart from Waypost: its own books of windows and opt-outs. */
class Books {
  lastInboundAt = Number.NEGATIVE_INFINITY;
  /** May marketing, may anything go out? Set by what the person does. */
  marketingStopped = false;
  everGranted = false;
  readonly violations: string[] = [];

  watch(sim: Pick<Simulator, "on">): void {
    sim.on("request", ({ path, body, status, at }) => {
      if (!path.endsWith("/messages") || status === 400) return;
      const template = (body.template as { name?: string } | undefined)?.name;
      if (template === undefined && at - this.lastInboundAt >= 24 * 3_600_000)
        this.violations.push(`free form outside the window at ${String(at)}`);
      if (template === "new_arrival" && this.marketingStopped)
        this.violations.push(`marketing after an opt-out at ${String(at)}`);
      if (template === "new_arrival" && !this.everGranted)
        this.violations.push(`marketing without an opt-in at ${String(at)}`);
    });
  }
}

async function live(history: readonly Act[], options: { readonly repeat: number }): Promise<Books> {
  const store: Store = memoryStore();
  const { sim, waypost: first } = await openWorld({ store });
  let waypost = first;
  const books = new Books();
  books.watch(sim);
  sim.webhooks.duplicate(options.repeat - 1);
  const ravi = sim.user(RAVI);
  let count = 0;
  // A refusal is what the rules are for: any error of ours is fine, any other is a bug.
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!WaypostError.is(error)) throw error;
    }
  };
  const inbound = async (text: string): Promise<void> => {
    books.lastInboundAt = sim.now;
    await ravi.sendText(text);
  };
  for (const step of history) {
    // Two acts at one instant tie, and a tie goes to the withdrawal: keep them apart so that the books can tell.
    await sim.advance("1s");
    switch (step.kind) {
      case "write":
        await inbound("hello there");
        break;
      case "stop":
        books.marketingStopped = true;
        await inbound("STOP");
        break;
      case "stop_all":
        books.marketingStopped = true;
        await inbound("STOP ALL");
        break;
      case "start": {
        const before = books.marketingStopped;
        await inbound("START");
        if (before) {
          books.marketingStopped = false;
          books.everGranted = true;
        }
        break;
      }
      case "native_stop":
        books.marketingStopped = true;
        await ravi.stopPromotions();
        break;
      case "native_resume":
        await ravi.resumePromotions();
        books.marketingStopped = false;
        books.everGranted = true;
        break;
      case "opt_in":
        books.marketingStopped = false;
        books.everGranted = true;
        await optIn(waypost);
        break;
      case "phone_opt_out":
        books.marketingStopped = true;
        await waypost.consent.withdraw({ user: RAVI, method: "verbal" });
        break;
      case "operator_opt_in":
        await waypost.consent.grant({
          user: RAVI,
          scopes: ["utility", "marketing"],
          method: "verbal",
          evidence: { ...SEEN, agentId: "meena" },
        });
        if (!books.marketingStopped) books.everGranted = true;
        break;
      case "free_form":
        await attempt(async () => (await waypost.chats.open(RAVI)).sendText("how can we help?"));
        break;
      case "marketing": {
        const { eventId } = (await waypost.consent.get(RAVI)).state("marketing");
        await attempt(() =>
          waypost.messages.sendTemplate(arrival(sim, eventId ?? "none", `news-${String(++count)}`)),
        );
        break;
      }
      case "utility":
        await attempt(() => waypost.messages.sendTemplate(shipped(sim, `A-${String(++count)}`)));
        break;
      case "wait":
        await sim.advance(step.for);
        break;
      case "fault":
        failSend(sim, step.fault);
        break;
      case "restart":
        await waypost.close();
        waypost = connect(sim, { store });
        await sim.deliverTo(waypost.webhooks);
        break;
    }
  }
  await sim.advance("3d");
  if (sim.duplicates().length > 0) books.violations.push("one send was accepted twice");
  await waypost.close();
  return books;
}

describe("whatever happens, in whatever order", () => {
  it.each([1, 2])(
    "no free form outside a window, no marketing after an opt-out (each webhook delivered %i times)",
    async (repeat) => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (history) => {
          expect((await live(history, { repeat })).violations).toEqual([]);
        }),
        { numRuns: 300 },
      );
    },
  );

  it("the books are not blind: a world without the rules would break them", () => {
    const books = new Books();
    let tell: ((request: never) => void) | undefined;
    books.watch({ on: (_name, listener) => ((tell = listener), () => undefined) });
    tell?.({ path: "/1/messages", status: 200, at: 0, body: { type: "text" } } as never);
    tell?.({ path: "/1/messages", status: 200, at: 0, body: { template: { name: "new_arrival" } } } as never);
    expect(books.violations.length).toBe(2);
  });
});
