import { type Cause, type Decision, defineTemplate, type TemplateDefinition, type Waypost } from "waypost";
import { type CliValues, type Command, isSet, textOf, textsOf } from "../command.js";
import { ACCOUNT_OPTIONS, type CliConfig, need, readConfig, STORE_OPTIONS } from "../config.js";
import { withWaypost } from "../connect.js";
import { accountTemplates } from "../template-files/account-templates.js";
import { loadTemplates } from "../template-files/load-templates.js";
import { UsageError } from "../usage-error.js";

export const explain: Command = {
  name: "explain",
  summary: "Say why one person got a message or did not, or whether a template would pass now",
  details: [
    "Without --template: what the store knows of this person's consent, window and sends. With --template: what the policy",
    "would decide about it now; exit code 1 when it is refused or held. Sends nothing. Numbers are shown masked.",
  ].join("\n"),
  options: {
    to: { type: "string", value: "<number>", help: "one person: E.164, or a business-scoped user id" },
    template: { type: "string", value: "<name>", help: "would this template pass now?" },
    language: { type: "string", value: "<code>", help: "language of the template, when it has several" },
    file: {
      type: "string",
      value: "<file>",
      multiple: true,
      help: "take the template from files, not from the account",
    },
    param: { type: "string", value: "<name=value>", multiple: true, help: "a parameter of the template" },
    params: {
      type: "string",
      value: "<json>",
      help: "all parameters as JSON, for media, cards and the like",
    },
    cause: { type: "string", value: "<kind:ref>", help: "what happened: order:A-1001" },
    "cause-at": { type: "string", value: "<time>", help: "when it happened, ISO 8601; default now" },
    "cause-ref": { type: "string", value: "<ref>", help: "only past sends with this reference" },
    step: { type: "string", value: "<step>", help: "step of the cause" },
    basis: { type: "string", value: "<contract>", help: "basis of the cause" },
    "user-initiated": { type: "boolean", help: "the person asked for it just now (authentication)" },
    from: { type: "string", value: "<id>", help: "another sender of the account: its phone number id" },
    since: { type: "string", value: "<time>", help: "only sends since then, ISO 8601" },
    limit: { type: "string", value: "<number>", help: "how many sends, newest first; default 20" },
    json: { type: "boolean", help: "print as JSON" },
    ...STORE_OPTIONS,
    ...ACCOUNT_OPTIONS,
  },
  run: async ({ values, io }) => {
    const to = textOf(values, "to");
    if (to === undefined) throw new UsageError("This needs --to: one person.");
    const config = await readConfig(values, io);
    need(config, "phoneNumberId");
    return withWaypost({ config, io, store: true }, async (waypost) => {
      if (textOf(values, "template") !== undefined) {
        const decision = await checkNow(waypost, { to, values, config, cwd: io.cwd, now: io.now() });
        if (isSet(values, "json")) io.out(JSON.stringify(decision, undefined, 2));
        else for (const line of decisionLines(decision)) io.out(line);
        return decision.action === "allow" ? 0 : 1;
      }
      const limit = textOf(values, "limit");
      const since = textOf(values, "since");
      const explanation = await waypost.explain(to, {
        causeRef: textOf(values, "cause-ref"),
        from: textOf(values, "from"),
        ...(since === undefined ? {} : { since: instant("since", since) }),
        ...(limit === undefined ? {} : { limit: Number(limit) }),
      });
      if (isSet(values, "json")) io.out(JSON.stringify(explanation, undefined, 2));
      else for (const line of explanation.lines) io.out(line);
      return 0;
    });
  },
};

interface Question {
  readonly to: string;
  readonly values: CliValues;
  readonly config: CliConfig;
  readonly cwd: string;
  readonly now: number;
}

async function checkNow(waypost: Waypost, question: Question): Promise<Decision> {
  const { to, values, now } = question;
  const template = await templateOf(waypost, question);
  return waypost.messages.check({
    to,
    template,
    params: paramsOf(values),
    cause: causeOf(values, now),
    from: textOf(values, "from"),
  } as never);
}

/** From files when they are given, else as the account has it. */
async function templateOf(waypost: Waypost, { values, config, cwd }: Question): Promise<TemplateDefinition> {
  const name = textOf(values, "template") ?? "";
  const language = textOf(values, "language");
  const files = textsOf(values, "file");
  const found =
    files.length > 0
      ? (await loadTemplates(files, cwd)).map((local) => ({
          ...local,
          reasons: ["its file is JSON that no definition can say"],
        }))
      : (await accountTemplates(waypost, need(config, "businessAccountId"))).map(({ read, ...rest }) => ({
          ...rest,
          definition: read.ok ? read.input : undefined,
          reasons: read.ok ? [] : read.reasons,
        }));
  const named = found.filter((item) => item.name === name && (language ?? item.language) === item.language);
  const [first] = named;
  if (first === undefined)
    throw new UsageError(
      `${files.length > 0 ? "The files have" : "The account has"} no template "${name}"${language === undefined ? "" : ` in ${language}`}.`,
    );
  if (named.length > 1)
    throw new UsageError(
      `"${name}" is there in ${named.map((item) => item.language).join(", ")}.`,
      "Choose one with --language.",
    );
  if (first.definition === undefined)
    throw new UsageError(`"${name}" is no definition that can be checked: ${first.reasons.join("; ")}.`);
  return defineTemplate(first.definition as never);
}

function paramsOf(values: CliValues): Readonly<Record<string, unknown>> {
  const all = textOf(values, "params");
  let params: Record<string, unknown> = {};
  if (all !== undefined) {
    try {
      params = JSON.parse(all) as Record<string, unknown>;
    } catch {
      throw new UsageError("--params is no JSON.");
    }
  }
  for (const pair of textsOf(values, "param")) {
    const at = pair.indexOf("=");
    if (at < 1) throw new UsageError("--param is name=value.");
    params[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return params;
}

function causeOf(values: CliValues, now: number): Cause | undefined {
  const cause = textOf(values, "cause");
  if (cause === undefined) return undefined;
  const at = cause.indexOf(":");
  if (at < 1) throw new UsageError("--cause is kind:ref, for example order:A-1001.");
  const when = textOf(values, "cause-at");
  const basis = textOf(values, "basis");
  return {
    // What is no kind is refused by the check, with the list of those that are.
    kind: cause.slice(0, at) as Cause["kind"],
    ref: cause.slice(at + 1),
    at: when === undefined ? now : instant("cause-at", when),
    step: textOf(values, "step"),
    ...(basis === undefined ? {} : { basis: basis as "contract" }),
    ...(isSet(values, "user-initiated") ? { userInitiated: true } : {}),
  };
}

function instant(flag: string, value: string): Date {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new UsageError(`--${flag} is no time: write it in ISO 8601.`);
  return date;
}

function decisionLines(decision: Decision): readonly string[] {
  const warnings = decision.warnings.map((warning) => `Warning: ${JSON.stringify(warning)}`);
  if (decision.action === "allow") return [`It would pass (${decision.rule}).`, ...warnings];
  const head =
    decision.action === "hold"
      ? `It would be held for ${String(Math.ceil(decision.retryAfterMs / 1_000))} s with`
      : "It would be refused with";
  return [
    `${head} ${decision.code} (${decision.rule}): ${decision.message}`,
    decision.fix,
    ...Object.entries(decision.facts).map(([name, value]) => `  ${name}: ${String(value)}`),
    decision.docsUrl,
    ...warnings,
  ];
}
