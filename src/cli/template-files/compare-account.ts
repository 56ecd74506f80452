import { compareTemplates, type TemplateDifference } from "waypost";
import type { AccountTemplate } from "./account-templates.js";
import { compare } from "./load-templates.js";
import type { LocalTemplate } from "./local-template.js";

/** How one template of code and account stand to each other. */
export interface TemplatePair {
  readonly name: string;
  readonly language: string;
  readonly local: LocalTemplate | undefined;
  readonly account: AccountTemplate | undefined;
  /** Empty when they are the same; undefined when one of them is missing. */
  readonly differences: readonly TemplateDifference[] | undefined;
}

/** Templates that no longer send are as good as missing. */
const GONE = ["DELETED", "PENDING_DELETION"];

/** Puts the templates of code and account side by side, by name and language. */
export function pairTemplates(
  locals: readonly LocalTemplate[],
  accounts: readonly AccountTemplate[],
): readonly TemplatePair[] {
  const keyOf = ({ name, language }: { name: string; language: string }): string => `${name}\n${language}`;
  const mine = new Map(locals.map((template) => [keyOf(template), template]));
  const theirs = new Map(
    accounts.filter(({ status }) => !GONE.includes(status)).map((template) => [keyOf(template), template]),
  );
  return [...new Set([...mine.keys(), ...theirs.keys()])].sort(compare).map((key) => {
    const [local, account] = [mine.get(key), theirs.get(key)];
    const [name = "", language = ""] = key.split("\n");
    return {
      name,
      language,
      local,
      account,
      differences:
        local === undefined || account === undefined
          ? undefined
          : compareTemplates(local.json, account.json, {
              // A rejected template may be rejected for its samples.
              samples: account.status === "REJECTED",
            }),
    };
  });
}

/** One difference in one line. */
export function differenceLine({ field, code, account }: TemplateDifference): string {
  return `${field}: code ${shown(code)}, account ${shown(account)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}...` : text;
}
