/**
 * The storefront on the simulator, with an embedded SQLite store: `npm run demo`.
 *
 *   npm run demo              plays both stories, then lets you write to the shop yourself
 *   npm run demo -- --once    plays them and exits: 0 when every step went as it should, 1 when not
 */
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import type { SendNotice } from "waypost";
import type { Simulator } from "waypost/simulator";
import { once, pause, runDemo, transcript } from "../run-demo.js";
import type { Shop } from "./shop-on-simulator.js";
import { type Customer, MEERA, play, RAVI, simulatedAccount } from "./story.js";

await runDemo(async (folder) => {
  for (const customer of [RAVI, MEERA]) {
    const sim = simulatedAccount();
    const notices: SendNotice[] = [];
    const path = join(folder, `${customer.phone}.db`);
    const shop = await play(customer, { sim, path, transcript, notices, pause });
    await summary(customer, shop, notices);
    if (!once && customer === MEERA) await yourTurn(sim);
    await shop.close();
  }
});

async function summary(customer: Customer, shop: Shop, notices: readonly SendNotice[]): Promise<void> {
  const accepted = notices.filter(({ state, duplicate }) => state === "accepted" && !duplicate);
  const stopped = notices.filter(({ state }) => state === "refused" || state === "held");
  const status = await shop.waypost.consent.get(customer.phone);
  transcript.table(`${customer.name}: what happened`, [
    ["what", "sent", "stopped", "already sent"],
    ...["text", "interactive", "template"].map((kind) => [
      kind,
      String(accepted.filter((notice) => notice.kind === kind).length),
      stopped
        .filter((notice) => notice.kind === kind)
        .map(({ decision }) => (decision !== undefined && decision.action !== "allow" ? decision.code : ""))
        .join(", ") || "0",
      String(notices.filter((notice) => notice.kind === kind && notice.duplicate).length),
    ]),
    ["", "", "", ""],
    ["consent", "state", "by", "since"],
    ...(["utility", "marketing"] as const).map((scope) => {
      const { state, method = "", since = "" } = status.state(scope);
      return [scope, state, method, since];
    }),
  ]);
}

/** You are a new customer. */
async function yourTurn(sim: Simulator): Promise<void> {
  transcript.title('Your turn: write to the shop ("/row TITLE", "/tap TITLE", "/advance 2d", "/quit")');
  const you = sim.user("+919928123456", { name: "You" });
  sim.on("message", ({ from, user, message }) => {
    if (from === "business" && user.userId === you.userId) transcript.shop(message);
  });
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  for (;;) {
    const line = (await terminal.question("You    > ").catch(() => "/quit")).trim();
    const [command, ...rest] = line.split(" ");
    const argument = rest.join(" ");
    if (command === "/quit") break;
    try {
      if (command === "/row") await you.chooseRow(argument);
      else if (command === "/tap") await you.tapButton(argument);
      else if (command === "/advance") await sim.advance(argument as `${number}d`);
      else if (line !== "") await you.sendText(line);
    } catch (error) {
      transcript.note(error instanceof Error ? error.message : String(error));
    }
  }
  terminal.close();
}
