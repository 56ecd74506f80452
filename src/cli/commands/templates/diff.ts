import { type Command, isSet } from "../../command.js";
import { ACCOUNT_OPTIONS, need, readConfig } from "../../config.js";
import { withWaypost } from "../../connect.js";
import { accountTemplates } from "../../template-files/account-templates.js";
import { differenceLine, pairTemplates, type TemplatePair } from "../../template-files/compare-account.js";
import { loadTemplates } from "../../template-files/load-templates.js";

export const templatesDiff: Command = {
  name: "templates diff",
  summary: "Show where code and account differ",
  args: "[files or folders...]",
  details:
    "Samples do not count, except of a rejected template. Exit code 1 when something differs. Only reads.",
  takesFiles: true,
  options: { json: { type: "boolean", help: "print the differences as JSON" }, ...ACCOUNT_OPTIONS },
  run: async ({ values, files, io }) => {
    const config = await readConfig(values, io);
    const locals = await loadTemplates(files.length > 0 ? files : config.templates, io.cwd);
    const pairs = await withWaypost({ config, io, graph: true }, async (waypost) =>
      pairTemplates(locals, await accountTemplates(waypost, need(config, "businessAccountId"))),
    );
    const differing = pairs.filter(({ differences }) => differences === undefined || differences.length > 0);
    if (isSet(values, "json")) io.out(JSON.stringify(differing.map(plain), undefined, 2));
    else {
      for (const pair of differing) for (const line of linesOf(pair)) io.out(line);
      io.out(`${String(pairs.length - differing.length)} the same, ${String(differing.length)} differ`);
    }
    return differing.length === 0 ? 0 : 1;
  },
};

function plain({ name, language, local, account, differences }: TemplatePair) {
  const is = local === undefined ? "only_in_account" : account === undefined ? "only_in_code" : "differs";
  return { name, language, file: local?.file, status: account?.status, is, differences: differences ?? [] };
}

function linesOf({ name, language, local, account, differences }: TemplatePair): readonly string[] {
  const subject = `${name} (${language})`;
  if (local === undefined) return [`${subject}: only in the account (${account?.status ?? ""})`];
  if (account === undefined) return [`${subject}: only in code (${local.file})`];
  return [
    `${subject}: differs`,
    ...(differences ?? []).map((difference) => `  ${differenceLine(difference)}`),
  ];
}
