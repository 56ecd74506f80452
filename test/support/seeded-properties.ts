import fc from "fast-check";
import { randomInt } from "node:crypto";

/**
 * `fast-check` as the tests use it: from one seed, so that whether a change lands does not hang on a throw of dice about something else.
 * `npm run test:hunt` throws the dice: what it finds becomes a test of its own.
 */
const SEED = 20_261_126;

const wanted = process.env.WAYPOST_SEED;
fc.configureGlobal({ seed: wanted === "random" ? randomInt(2 ** 31) : Number(wanted ?? SEED) });

export default fc;
