import type { LintRule } from "../lint-rule.js";

export const L01: LintRule = {
  id: "L01",
  severity: "error",
  title: "The name is 1 to 512 lower-case letters, digits and underscores",
  why: "Meta takes no other name.",
  fix: "Use lower-case letters, digits and underscores only.",
  refusedBy: "creation",
  check: ({ name }) =>
    /^[a-z0-9_]{1,512}$/.test(name)
      ? []
      : [{ field: "name", message: "The name is not 1 to 512 lower-case letters, digits and underscores." }],
};
