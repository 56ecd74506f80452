import { existsSync } from "node:fs";
import { WaypostError, type Waypost } from "waypost";
import type { CliIo } from "../cli-io.js";
import { type Command, isSet } from "../command.js";
import { ACCOUNT_OPTIONS, type CliConfig, ENVIRONMENT, readConfig, STORE_OPTIONS } from "../config.js";
import { sqlitePath, withWaypost } from "../connect.js";
import { type AccountTemplate, accountTemplates } from "../template-files/account-templates.js";

type PhoneNumberAnswer = Awaited<ReturnType<Waypost["phoneNumbers"]["get"]>>;
type ProfileAnswer = Awaited<ReturnType<Waypost["businessProfile"]["get"]>>;

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** `skipped`: what it needs was not given. */
  readonly result: "ok" | "warning" | "error" | "skipped";
  readonly message: string;
}

export const doctor: Command = {
  name: "doctor",
  summary: "Check settings, token, number, webhooks, profile, templates and store",
  details: "Only reads, at Meta and in the store. Exit code 1 for a warning or an error.",
  options: {
    json: { type: "boolean", help: "print the checks as JSON" },
    ...STORE_OPTIONS,
    ...ACCOUNT_OPTIONS,
  },
  run: async ({ values, io }) => {
    const config = await readConfig(values, io);
    const checks = [...settings(config), ...(await atMeta(config, io)), await storeCheck(config, io.cwd)];
    if (isSet(values, "json")) io.out(JSON.stringify(checks, undefined, 2));
    else for (const { name, result, message } of checks) io.out(`${result.padEnd(7)}  ${name}: ${message}`);
    return checks.some(({ result }) => result === "error" || result === "warning") ? 1 : 0;
  },
};

function settings(config: CliConfig): readonly Check[] {
  const missing = (
    ["accessToken", "phoneNumberId", "businessAccountId", "appSecret", "verifyToken"] as const
  ).filter((field) => config[field] === undefined);
  const { escalation } = config.business ?? {};
  return [
    missing.length === 0
      ? { name: "settings", result: "ok", message: "all are there" }
      : {
          name: "settings",
          result: "error",
          message: `missing: ${missing.map((field) => `${field} (${ENVIRONMENT[field]})`).join(", ")}`,
        },
    config.business === undefined
      ? {
          name: "business",
          result: "skipped",
          message:
            "name and way to a person are in no settings file; automation needs a clear path to a person",
        }
      : escalation?.value
        ? { name: "business", result: "ok", message: "it has a name and a way to a person" }
        : {
            name: "business",
            result: "error",
            message: "no escalation: automation needs a clear path to a person",
          },
  ];
}

async function atMeta(config: CliConfig, io: CliIo): Promise<readonly Check[]> {
  const { businessAccountId: account, phoneNumberId } = config;
  if (config.accessToken === undefined || account === undefined || phoneNumberId === undefined)
    return [{ name: "meta", result: "skipped", message: "token, number and account are needed to ask Meta" }];
  return withWaypost({ config, io, graph: true }, async (waypost) => {
    const first = await look("token and number", async () => numberChecks(await waypost.phoneNumbers.get()));
    if (first[0]?.result === "error" && first[0].name === "token and number") return first;
    const rest = await Promise.all([
      look("webhooks", () => webhookChecks(waypost)),
      look("profile", async () => [profileCheck(await waypost.businessProfile.get())]),
      look("templates", async () => templateChecks(await accountTemplates(waypost, account))),
    ]);
    return [...first, ...rest.flat()];
  });
}

/** A check that Meta does not answer is an error of its own; the others go on. */
async function look(name: string, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await check();
  } catch (error) {
    if (!WaypostError.is(error)) throw error;
    return [{ name, result: "error", message: `${error.code}: ${error.message}` }];
  }
}

function numberChecks(number: PhoneNumberAnswer): readonly Check[] {
  const { status, qualityRating: quality, nameStatus, codeVerificationStatus, throughput } = number;
  const grade = (good: boolean): Check["result"] => (good ? "ok" : "warning");
  return [
    { name: "token", result: "ok", message: "Meta takes it" },
    {
      name: "number",
      result: status === undefined || status === "CONNECTED" ? "ok" : "error",
      message: `status ${status ?? "not told"}, throughput ${throughput?.level ?? "not told"}, limit ${number.messagingLimitTier ?? "not told"}`,
    },
    {
      name: "quality",
      result: quality === "RED" ? "error" : grade(quality !== "YELLOW"),
      message: `${quality ?? "not told"}${quality === "RED" || quality === "YELLOW" ? ": fewer and more wanted messages raise it" : ""}`,
    },
    {
      name: "display name",
      result: grade(
        nameStatus === undefined || ["APPROVED", "AVAILABLE_WITHOUT_REVIEW"].includes(nameStatus),
      ),
      message: nameStatus ?? "not told",
    },
    {
      name: "verification",
      result: grade(codeVerificationStatus === undefined || codeVerificationStatus === "VERIFIED"),
      message: codeVerificationStatus ?? "not told",
    },
  ];
}

async function webhookChecks(waypost: Waypost): Promise<readonly Check[]> {
  const { data } = await waypost.account.subscribedApps();
  return [
    data.length > 0
      ? { name: "webhooks", result: "ok", message: `${String(data.length)} app subscribed to the account` }
      : {
          name: "webhooks",
          result: "error",
          message:
            "no app is subscribed to the account: no window opens, no opt-out arrives. Call account.subscribeApp()",
        },
  ];
}

/** WhatsApp Business Messaging Policy: a profile with a support contact. */
function profileCheck({ email, websites = [], address }: ProfileAnswer): Check {
  const contacts = [email ? "e-mail" : "", websites.length > 0 ? "website" : ""].filter(
    (item) => item !== "",
  );
  if (contacts.length > 0)
    return { name: "profile", result: "ok", message: `support contact: ${contacts.join(" and ")}` };
  return {
    name: "profile",
    result: "warning",
    message: `no e-mail and no website${address ? ", only an address" : ""}: WhatsApp's policy asks for a support contact. Set it with businessProfile.update()`,
  };
}

const WELL = ["APPROVED", "PENDING"];

function templateChecks(templates: readonly AccountTemplate[]): readonly Check[] {
  const named = (all: readonly AccountTemplate[]): string =>
    all.map(({ name, language, status }) => `${name} (${language}) ${status}`).join(", ");
  const unwell = templates.filter(({ status }) => !WELL.includes(status));
  const moved = templates.filter(
    ({ category, correctCategory }) => correctCategory !== undefined && correctCategory !== category,
  );
  const poor = templates.filter(({ quality }) => quality === "RED" || quality === "YELLOW");
  const approved = templates.filter(({ status }) => status === "APPROVED").length;
  return [
    unwell.length === 0
      ? {
          name: "templates",
          result: "ok",
          message: `${String(approved)} of ${String(templates.length)} approved`,
        }
      : { name: "templates", result: "warning", message: named(unwell) },
    ...(moved.length === 0
      ? []
      : [
          {
            name: "template categories",
            result: "warning" as const,
            message: `Meta will move ${moved.map(({ name, correctCategory }) => `${name} to ${correctCategory ?? ""}`).join(", ")}`,
          },
        ]),
    ...(poor.length === 0
      ? []
      : [{ name: "template quality", result: "warning" as const, message: named(poor) }]),
  ];
}

/** Opening a store would bring it to the newest schema: a SQLite file is only looked into, a server not even that. */
async function storeCheck({ store }: CliConfig, cwd: string): Promise<Check> {
  const name = "store";
  if (store === undefined)
    return { name, result: "skipped", message: "none is named (WAYPOST_STORE, --store)" };
  if (/^postgres(?:ql)?:/i.test(store))
    return { name, result: "skipped", message: "PostgreSQL is not opened here, for opening migrates it" };
  const path = sqlitePath(store, cwd);
  if (!existsSync(path)) return { name, result: "warning", message: "the SQLite file is not there yet" };
  const { openDatabase } = await import("waypost/sqlite");
  try {
    const database = await openDatabase(path);
    try {
      const row = database.prepare("SELECT version FROM waypost_schema").get() as
        { version?: unknown } | undefined;
      return { name, result: "ok", message: `SQLite, schema ${String(row?.version ?? "unknown")}` };
    } finally {
      database.close();
    }
  } catch (error) {
    const message = WaypostError.is(error) ? `${error.code}: ${error.message}` : "it is no store of Waypost";
    return { name, result: "error", message };
  }
}
