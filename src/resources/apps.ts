import * as z from "zod";
import { once } from "../core/index.js";
import { type Answer, answer, success } from "./answer.js";
import { get, list, post } from "./endpoint.js";
import { webAddress } from "./fields.js";
import { resource } from "./resource.js";

/** One object of an app's webhooks. */
export interface AppSubscription {
  readonly object: string;
  readonly callbackUrl?: string;
  readonly active?: boolean;
  readonly fields?: readonly Answer<{ readonly name: string; readonly version?: string }>[];
}

const secret = once(() => z.string().min(1));
/** Graph takes the app's id and secret, joined, for the app's own token. */
const appToken = ({ appId, appSecret }: { appId: string; appSecret: string }): string =>
  `${appId}|${appSecret}`;
const withoutSecret = ({
  appSecret: _,
  ...rest
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => rest;

/** The app: where its webhooks go, and tokens of Embedded Signup (Meta, webhooks and OAuth). */
export const createApps = resource("apps", () => ({
  subscriptions: list({
    path: "/{appId}/subscriptions",
    input: { appSecret: secret() },
    token: appToken,
    wire: withoutSecret,
    item: answer<AppSubscription>("object"),
  }),
  /** Sends the webhooks of all accounts of the app to one address. */
  subscribe: post({
    path: "/{appId}/subscriptions",
    as: "form",
    input: {
      appSecret: secret(),
      callbackUrl: webAddress(2_048, { https: true }),
      verifyToken: z.string().min(1),
      /** Names of webhook fields, for example `["messages", "message_template_status_update"]`. */
      webhookFields: z.array(z.string().regex(/^\w+$/)).min(1),
    },
    token: appToken,
    wire: ({ callbackUrl, verifyToken, webhookFields }) => ({
      object: "whatsapp_business_account",
      callbackUrl,
      verifyToken,
      fields: webhookFields.join(","),
    }),
    repeatable: true,
    answer: success,
  }),
  /** Exchanges the code of Embedded Signup, which lives about 30 seconds, for a token. */
  exchangeCode: get({
    path: "/oauth/access_token",
    input: { clientId: secret(), clientSecret: secret(), code: secret() },
    token: () => null,
    answer: answer<{
      readonly accessToken: string;
      readonly tokenType?: string;
      readonly expiresIn?: number;
    }>("accessToken"),
  }),
  /** The app's own token. */
  appAccessToken: get({
    path: "/oauth/access_token",
    input: { clientId: secret(), clientSecret: secret() },
    token: () => null,
    wire: (input) => ({ ...input, grantType: "client_credentials" }),
    answer: answer<{ readonly accessToken: string; readonly tokenType?: string }>("accessToken"),
  }),
}));
