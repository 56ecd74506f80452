import type { LintRule } from "./lint-rule.js";
import { C01 } from "./rules/c01-promotion.js";
import { L01 } from "./rules/l01-name.js";
import { L15 } from "./rules/l15-leading-trailing.js";

/** Every rule, in the order of its id. */
export const RULES: readonly LintRule[] = [L01, L15, C01];
