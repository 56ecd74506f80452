import { ValidationError } from "../core/index.js";
import type { FlowReply, InboundMessage, MessageEvent, WebhookUser } from "../webhooks/index.js";
import type { Chat } from "./chat.js";
import { payloadPattern, type PatternParams } from "./payload-pattern.js";

/** What every route gets. */
export interface RouteInput<Client> {
  readonly message: InboundMessage;
  readonly user: WebhookUser;
  readonly chat: Chat;
  readonly waypost: Client;
  /** Lets the routes behind this one, and then the handlers of `on()`, have the message, too. */
  readonly next: () => void;
}

/** What a route does with the message that it takes. */
export type Route<Client, More> = (input: RouteInput<Client> & More) => unknown;

/**
 * Sends messages to the route they are for. Routes are tried in the order in which they were added; the first that fits has
 * the message, and `on("message")` handlers do not see it, unless the route calls `next()`. What no route fits goes on to
 * them.
 */
export interface Router<Client> {
  /**
   * A command: `"/help"`. Fits the word alone and with something behind it, in any case: `args` is what stands behind it. A
   * command interrupts an open question instead of answering it; the question goes on waiting.
   */
  command(name: `/${string}`, route: Route<Client, { readonly args: string }>): Router<Client>;
  /** Whole messages, whatever their case and the marks around them: `keyword(["hours", "timings"], ...)`. */
  keyword(words: string | readonly string[], route: Route<Client, { readonly text: string }>): Router<Client>;
  /** Texts that fit an expression. */
  text(
    expression: RegExp,
    route: Route<Client, { readonly text: string; readonly match: RegExpExecArray }>,
  ): Router<Client>;
  /**
   * What was tapped or chosen: ids of reply buttons and list rows, payloads of template buttons. Names in braces become
   * `params`: `payload("order:{language}:{product}", ({ params }) => params.product)`.
   */
  payload<const Pattern extends string>(
    pattern: Pattern,
    route: Route<Client, { readonly params: PatternParams<Pattern>; readonly title: string }>,
  ): Router<Client>;
  /** Completed Flows, by the token that their message was sent with; patterns as for `payload`. */
  flow<const Pattern extends string>(
    pattern: Pattern,
    route: Route<Client, { readonly params: PatternParams<Pattern>; readonly flow: FlowReply }>,
  ): Router<Client>;
  /** Any message that no route before fits. */
  otherwise(route: Route<Client, unknown>): Router<Client>;
}

type Matcher = (message: InboundMessage) => Readonly<Record<string, unknown>> | undefined;

export interface MountedRouter<Client> {
  readonly router: Router<Client>;
  readonly isCommand: (text: string) => boolean;
  /** Runs the routes that fit. Returns whether the message goes on to the handlers. */
  readonly run: (
    event: MessageEvent,
    context: { readonly chat: Chat; readonly waypost: Client },
  ) => Promise<boolean>;
}

export function createRouter<Client>(): MountedRouter<Client> {
  const routes: { readonly fits: Matcher; readonly route: Route<Client, never> }[] = [];
  const commands = new Set<string>();
  const add = (fits: Matcher, route: Route<Client, never>): Router<Client> => {
    if (typeof route !== "function") throw invalid("route", "expected a function");
    routes.push({ fits, route });
    return router;
  };
  const router: Router<Client> = {
    command: (name, route) => {
      if (!/^\/\S+$/.test(name)) throw invalid("command", 'expected a slash and a word, for example "/help"');
      commands.add(name.toLowerCase());
      return add((message) => {
        if (message.type !== "text") return undefined;
        const [word = "", ...rest] = message.text.body.trim().split(/\s+/);
        return word.toLowerCase() === name.toLowerCase() ? { args: rest.join(" ") } : undefined;
      }, route);
    },
    keyword: (words, route) => {
      const known = new Set([words].flat().map((word) => folded(word)));
      if (known.has("")) throw invalid("keyword", "expected words");
      return add(
        (message) =>
          message.type === "text" && known.has(folded(message.text.body))
            ? { text: message.text.body }
            : undefined,
        route,
      );
    },
    text: (expression, route) =>
      add((message) => {
        if (message.type !== "text") return undefined;
        // A copy: with the flag g or y the expression would remember where it stopped.
        const match = new RegExp(expression.source, expression.flags.replace(/[gy]/g, "")).exec(
          message.text.body,
        );
        return match === null ? undefined : { text: message.text.body, match };
      }, route),
    payload: (pattern, route) => {
      const paramsOf = payloadPattern(pattern);
      return add((message) => {
        const tapped = tapOf(message);
        const params = tapped && paramsOf(tapped.payload);
        return params && { params, title: tapped?.title ?? "" };
      }, route);
    },
    flow: (pattern, route) => {
      const paramsOf = payloadPattern(pattern);
      return add((message) => {
        const flow = message.type === "interactive" ? message.interactive.reply.flow : undefined;
        const params = flow?.token === undefined ? undefined : paramsOf(flow.token);
        return params && { params, flow };
      }, route);
    },
    otherwise: (route) => add(() => ({}), route),
  };
  return {
    router,
    isCommand: (text) => commands.has((text.trim().split(/\s+/)[0] ?? "").toLowerCase()),
    run: async (event, context) => {
      for (const { fits, route } of routes) {
        const found = fits(event.message);
        if (found === undefined) continue;
        let goesOn = false;
        const next = (): void => {
          goesOn = true;
        };
        const { message, user } = event;
        await (route as (input: unknown) => unknown)({ message, user, ...context, ...found, next });
        if (!goesOn) return false;
      }
      return true;
    },
  };
}

/** A reply button, a list row, or the quick reply of a template. */
function tapOf(
  message: InboundMessage,
): { readonly payload: string; readonly title?: string | undefined } | undefined {
  if (message.type === "button") {
    const { payload, text } = message.button;
    return payload === undefined ? undefined : { payload, title: text };
  }
  if (message.type !== "interactive") return undefined;
  const { id, title } = message.interactive.reply;
  return id === undefined ? undefined : { payload: id, title };
}

function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^[\s"'*_~.!?¡¿]+|[\s"'*_~.!?]+$/gu, "")
    .replace(/\s+/g, " ");
}

function invalid(field: string, problem: string): ValidationError {
  return new ValidationError("INVALID_INPUT", `The route cannot be added: ${problem}.`, {
    fix: "See docs/conversations.md.",
    problems: [{ field, problem }],
  });
}
