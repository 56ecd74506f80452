import { resolve } from "node:path";
import { formatFindings, GraphApiError, HeldError, type Waypost } from "waypost";
import { type Command, isSet } from "../../command.js";
import type { CliIo } from "../../cli-io.js";
import { ACCOUNT_OPTIONS, type CliConfig, need, readConfig } from "../../config.js";
import { withWaypost } from "../../connect.js";
import { accountTemplates } from "../../template-files/account-templates.js";
import { differenceLine, pairTemplates } from "../../template-files/compare-account.js";
import { loadTemplates } from "../../template-files/load-templates.js";
import type { LocalTemplate } from "../../template-files/local-template.js";
import { type PushStep, pushPlan } from "../../template-files/push-plan.js";
import { unusableSample, uploadSamples } from "../../template-files/sample-files.js";
import { errorsOf, lintLocals, locator } from "./lint.js";

interface PushResult {
  readonly name: string;
  readonly language: string;
  readonly result: "same" | "created" | "edited" | "would_create" | "would_edit" | "left" | "refused";
  readonly why?: string | undefined;
  readonly differences?: readonly string[] | undefined;
}

export const templatesPush: Command = {
  name: "templates push",
  summary: "Create or edit the account's templates from files",
  args: "[files or folders...]",
  details: [
    "Templates that are the same at Meta are not touched, and nothing is ever deleted. What the linter calls an error is not",
    "submitted. An approved template goes to review again when it is edited, and cannot be sent until it is approved: that is",
    "asked for, or allowed by --yes. Meta allows one edit of an approved template in 24 hours and ten in 30 days, and none of",
    'its category. A media header names its sample by a path from the template\'s file (example: "./box.jpg"); it is uploaded.',
  ].join("\n"),
  takesFiles: true,
  options: {
    "dry-run": { type: "boolean", help: "only say what would be done" },
    yes: { type: "boolean", short: "y", help: "edit approved templates without asking" },
    json: { type: "boolean", help: "print the result as JSON" },
    ...ACCOUNT_OPTIONS,
  },
  run: async ({ values, files, io }) => {
    const config = await readConfig(values, io);
    const locals = await loadTemplates(files.length > 0 ? files : config.templates, io.cwd);
    const dryRun = isSet(values, "dry-run");
    const results = await withWaypost({ config, io, graph: true }, async (waypost) => {
      const pairs = pairTemplates(locals, await accountTemplates(waypost, need(config, "businessAccountId")));
      const plan = pushPlan(pairs, ({ json, file }) => unusableSample(json, resolve(io.cwd, file)));
      if (!lintPasses(plan, locals, { config, io })) return undefined;
      const done: PushResult[] = [];
      let stopped: string | undefined;
      for (const step of plan) {
        const result = await carryOut(step, {
          waypost,
          dryRun,
          cwd: io.cwd,
          stopped,
          allowed: async (question) =>
            isSet(values, "yes") || (io.confirm !== undefined && (await io.confirm(question))),
        });
        if (result.stop !== undefined) stopped = result.stop;
        done.push(result.result);
        if (!isSet(values, "json")) for (const line of linesOf(result.result)) io.out(line);
      }
      return done;
    });
    if (results === undefined) return 1;
    if (isSet(values, "json")) io.out(JSON.stringify(results, undefined, 2));
    else io.out(`${String(results.filter(({ result }) => result === "same").length)} the same at Meta`);
    return results.some(({ result }) => result === "left" || result === "refused") ? 1 : 0;
  },
};

/** What would be submitted must have no error; what stays as it is at Meta need not please today's rules. */
function lintPasses(
  plan: readonly PushStep[],
  locals: readonly LocalTemplate[],
  { config, io }: { readonly config: CliConfig; readonly io: CliIo },
): boolean {
  const submitted = locals.filter((local) =>
    plan.some(
      ({ name, language, act }) =>
        name === local.name && language === local.language && (act === "create" || act === "edit"),
    ),
  );
  const errors = errorsOf(lintLocals(submitted, config));
  if (errors.length === 0) return true;
  io.error(formatFindings(errors, "text", { locate: locator(submitted) }));
  io.error("Nothing was submitted.");
  return false;
}

interface Hands {
  readonly waypost: Waypost;
  readonly dryRun: boolean;
  readonly cwd: string;
  /** Why nothing more is submitted. */
  readonly stopped: string | undefined;
  readonly allowed: (question: string) => Promise<boolean>;
}

async function carryOut(
  step: PushStep,
  { waypost, dryRun, cwd, stopped, allowed }: Hands,
): Promise<{ readonly result: PushResult; readonly stop?: string }> {
  const about = {
    name: step.name,
    language: step.language,
    ...(step.differences.length === 0 ? {} : { differences: step.differences.map(differenceLine) }),
  };
  if (step.act === "same") return { result: { ...about, result: "same" } };
  if (step.act === "leave") return { result: { ...about, result: "left", why: step.why } };
  if (dryRun) return { result: { ...about, result: step.act === "create" ? "would_create" : "would_edit" } };
  if (stopped !== undefined) return { result: { ...about, result: "left", why: stopped } };
  const subject = `${step.name} (${step.language})`;
  if (step.act === "edit" && step.approved) {
    const question = `${subject} is approved. Edited, it goes to review and cannot be sent until it is approved again. Edit it?`;
    if (!(await allowed(question)))
      return { result: { ...about, result: "left", why: "it is approved: --yes allows to edit it" } };
  }
  try {
    const json = await uploadSamples(step.json, resolve(cwd, step.file), async ({ path, type }) => {
      const { handle } = await waypost.media.createUploadHandle({ file: { path }, type });
      return handle;
    });
    if (step.act === "create") await create(waypost, { ...step, json });
    else await edit(waypost, { ...step, json });
    return { result: { ...about, result: step.act === "create" ? "created" : "edited" } };
  } catch (error) {
    // The client knows of the hour's hundred creations, and asks Meta for none that would be refused.
    if (HeldError.is(error))
      return {
        result: { ...about, result: "left", why: error.message },
        stop: "not tried: for the same reason",
      };
    if (!GraphApiError.is(error)) throw error;
    const result: PushResult = { ...about, result: "refused", why: refusal(error) };
    // The hour's creations or the account's quota are used up: the others would be refused as well.
    return error.graphCode === 80007 || error.graphCode === 80008
      ? { result, stop: "not tried: Meta takes no more for now" }
      : { result };
  }
}

async function create(waypost: Waypost, { json }: PushStep): Promise<void> {
  await waypost.messageTemplates.create({
    name: json.name,
    language: json.language,
    category: json.category as "UTILITY",
    subCategory: json.sub_category,
    ...contentOf(json),
  });
}

async function edit(waypost: Waypost, { json, id = "", category }: PushStep): Promise<void> {
  await waypost.messageTemplates.update({
    templateId: id,
    ...(category === undefined ? {} : { category: category as "UTILITY" }),
    ...contentOf(json),
  });
}

function contentOf(json: PushStep["json"]) {
  return {
    components: json.components.map((component) => ({ ...component })),
    parameterFormat: json.parameter_format,
    messageSendTtlSeconds: json.message_send_ttl_seconds,
    ctaUrlLinkTrackingOptedOut: json.cta_url_link_tracking_opted_out,
  };
}

function refusal(error: GraphApiError): string {
  const said = error.userMessage ?? error.message;
  if (error.subcode !== 2_388_039) return said;
  return `${said} Meta allows one edit of an approved template in 24 hours and ten in 30 days; try again later.`;
}

function linesOf({ name, language, result, why, differences = [] }: PushResult): readonly string[] {
  if (result === "same") return [];
  const head = `${result.replace("_", " ").padEnd(12)} ${name} (${language})${why === undefined ? "" : `: ${why}`}`;
  return [head, ...differences.map((difference) => `  ${difference}`)];
}
