/**
 * A salon's appointments on the simulator: `npm run demo:appointments`. With `-- --once` it does not wait between the steps. Exits
 * with 0 when every step went as it should, with 1 when not.
 */
import { join } from "node:path";
import { pause, runDemo, transcript } from "../run-demo.js";
import { simulatedAccount } from "./salon-on-simulator.js";
import { play } from "./story.js";

await runDemo(async (folder) => {
  const salon = await play({ sim: simulatedAccount(), path: join(folder, "salon.db"), transcript, pause });
  await salon.close();
});
