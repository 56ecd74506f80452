import type { Attack } from "../attack.js";
import { fanOut } from "./fan-out.js";
import { outsideWindow } from "./outside-window.js";
import { withoutConsent } from "./without-consent.js";

export const ATTACKS: readonly Attack[] = [...fanOut, ...withoutConsent, ...outsideWindow];
