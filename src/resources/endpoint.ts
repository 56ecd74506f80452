import * as z from "zod";
import type { Clock } from "../core/index.js";
import type { GraphApiError, GraphCall, GraphClient, Listing } from "../graph/index.js";
import type { Reader } from "./answer.js";
import { fieldNames, id, whole } from "./fields.js";

/** Ids that a client has by itself: a method takes others only when they differ. */
export interface ResourceIds {
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
}

/** What a resource is bound to. */
export interface ResourceContext extends ResourceIds {
  /** For the expiry of media URLs. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** What every method takes beside its input. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Names in braces of a path template. */
type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/** Fields for the ids in a path; those that the client knows may be left out. */
export type PathInput<Path extends string> = {
  readonly [Name in Exclude<PathNames<Path>, keyof ResourceIds>]: string;
} & { readonly [Name in Extract<PathNames<Path>, keyof ResourceIds>]?: string | undefined };

/** How the input travels. `none`: the path says it all. */
export type Carrier = "query" | "json" | "form" | "multipart" | "none";

/** One endpoint: method, path, input with Meta's limits, tolerant output. A method of a resource is made of it. */
export interface Endpoint<In = never, Out = unknown> {
  readonly kind: "one" | "list" | "own";
  readonly method: GraphCall["method"];
  /** Without version; names of ids in braces. */
  readonly path: string;
  readonly carrier: Carrier;
  readonly schema: z.ZodObject;
  readonly idempotent: boolean;
  readonly host: "graph" | "api";
  /** Asked for when the caller names none; undefined where the endpoint takes no `fields`. */
  readonly fields?: readonly string[] | undefined;
  /** Adds `messaging_product: "whatsapp"`. */
  readonly product: boolean;
  readonly token?: ((input: Readonly<Record<string, unknown>>) => string | null) | undefined;
  readonly wire?:
    ((input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>) | undefined;
  readonly read: Reader<Out>;
  readonly itemsOf?: ((json: unknown) => unknown) | undefined;
  readonly recover?: ((error: GraphApiError) => unknown) | undefined;
  /** Does the call by itself, for what is more than one request and one answer. */
  readonly run?:
    | ((graph: GraphClient, context: ResourceContext, input: In, options: CallOptions) => Promise<Out>)
    | undefined;
}

/** The method that an endpoint becomes. */
export type MethodOf<E> =
  E extends Endpoint<infer In, infer Out>
    ? E extends { readonly kind: "list" }
      ? Method<In, Listing<Out>>
      : Method<In, Promise<Out>>
    : never;

type Method<In, Result> =
  Record<never, never> extends In
    ? (input?: In, options?: CallOptions) => Result
    : (input: In, options?: CallOptions) => Result;

type Shape = Readonly<Record<string, z.ZodType>>;
type InputOf<Path extends string, Fields extends Shape, More> = (keyof Fields extends never
  ? unknown
  : z.input<z.ZodObject<Fields>>) &
  PathInput<Path> &
  More;
type WireInput<Path extends string, Fields extends Shape> = (keyof Fields extends never
  ? unknown
  : z.output<z.ZodObject<Fields>>) &
  PathInput<Path>;

interface Common<Path extends string, Fields extends Shape> {
  readonly path: Path;
  readonly input?: Fields;
  readonly host?: "graph" | "api";
  readonly product?: boolean;
  /** Names of which one must be given at least: Meta takes no request without it. */
  readonly oneOf?: readonly [string, ...string[]];
  /** What several fields must be together. `issue` names the field and what was expected. */
  readonly check?: (
    input: WireInput<Path, Fields>,
    issue: (field: keyof Fields & string, expected: string) => void,
  ) => void;
  /** Another token than the client's, taken from the input; `null` for none. */
  readonly token?: (input: WireInput<Path, Fields>) => string | null;
  /** What travels, when it is more than the input in snake_case. */
  readonly wire?: (input: WireInput<Path, Fields>) => Readonly<Record<string, unknown>>;
}

interface One<Path extends string, Fields extends Shape, Out> extends Common<Path, Fields> {
  readonly answer: Reader<Out>;
  /** How the input travels. Default: the query for GET, JSON for POST, nothing for DELETE. */
  readonly as?: Carrier;
  /** Makes an answer of an error that is half a success. */
  readonly recover?: (error: GraphApiError) => unknown;
}

export interface Fielded {
  /** Names of the fields to ask for instead of the usual ones. */
  readonly fields?: readonly string[] | undefined;
}

export interface Paged {
  /** Items of a page. */
  readonly limit?: number | undefined;
  /** Start behind this cursor. */
  readonly after?: string | undefined;
  /** Go back: the page before this cursor. Not together with `after`. */
  readonly before?: string | undefined;
  /** Pages after which a list without an end is given up. Default 1,000. */
  readonly maxPages?: number | undefined;
}

/** An endpoint that reads one object. With `fields`: those that are asked for unless the caller names others. */
export function get<
  const Path extends string,
  Out,
  Fields extends Shape = Record<never, never>,
  Asked extends readonly string[] | undefined = undefined,
>(
  options: One<Path, Fields, Out> & { readonly fields?: Asked },
): Endpoint<InputOf<Path, Fields, Asked extends readonly string[] ? Fielded : unknown>, Out> & {
  readonly kind: "one";
} {
  return one("GET", { as: "query", ...options } as never, true) as never;
}

/**
 * An endpoint that changes something. `repeatable`: doing it twice is the same as doing it once. `fields` as for `get`,
 * where the answer is an object.
 */
export function post<
  const Path extends string,
  Out,
  Fields extends Shape = Record<never, never>,
  Asked extends readonly string[] | undefined = undefined,
>(
  options: One<Path, Fields, Out> & { readonly repeatable?: boolean; readonly fields?: Asked },
): Endpoint<InputOf<Path, Fields, Asked extends readonly string[] ? Fielded : unknown>, Out> & {
  readonly kind: "one";
} {
  return one("POST", { as: "json", ...options } as never, options.repeatable === true) as never;
}

/** An endpoint that removes something. */
export function remove<const Path extends string, Out, Fields extends Shape = Record<never, never>>(
  options: One<Path, Fields, Out>,
): Endpoint<InputOf<Path, Fields, unknown>, Out> & { readonly kind: "one" } {
  return one("DELETE", { as: "none", ...options } as never, true) as never;
}

/** An endpoint that lists: awaitable for the first page, `for await`-able for all items. */
export function list<const Path extends string, Item, Fields extends Shape = Record<never, never>>(
  options: Common<Path, Fields> & {
    readonly item: Reader<Item>;
    readonly fields?: readonly string[];
    /** Items that a page may have at most. Default 100. */
    readonly mostPerPage?: number;
    /** Finds the list where it is not under `data`. */
    readonly itemsOf?: (json: unknown) => unknown;
  },
): Endpoint<InputOf<Path, Fields, Fielded & Paged>, Item> & { readonly kind: "list" } {
  const {
    mostPerPage = 100,
    item,
    ...rest
  } = options as Common<string, Shape> & {
    item: Reader<Item>;
    fields?: readonly string[];
    mostPerPage?: number;
    itemsOf?: (json: unknown) => unknown;
  };
  const made = one("GET", { as: "query", fields: [], ...rest, answer: item }, true, {
    limit: whole(1, mostPerPage).optional(),
    after: z.string().min(1).optional(),
    before: z.string().min(1).optional(),
    maxPages: z.int().min(1).optional(),
  });
  return { ...made, itemsOf: options.itemsOf, kind: "list" } as never;
}

/** An endpoint that is more than one request and one answer: it does its work by itself. */
export function own<In, Out>(options: {
  readonly method: GraphCall["method"];
  readonly path: string;
  readonly idempotent?: boolean;
  readonly run: (
    graph: GraphClient,
    context: ResourceContext,
    input: In,
    options: CallOptions,
  ) => Promise<Out>;
}): Endpoint<In, Out> & { readonly kind: "own" } {
  return {
    kind: "own",
    carrier: "none",
    schema: z.looseObject({}),
    idempotent: false,
    host: "graph",
    product: false,
    read: (json) => json as Out,
    ...options,
  };
}

function one(
  method: GraphCall["method"],
  options: One<string, Shape, unknown> & { readonly as: Carrier; readonly fields?: readonly string[] },
  idempotent: boolean,
  more: Shape = {},
): Endpoint & { readonly kind: "one" } {
  const { path, host = "graph", product = false, as, answer, input = {}, fields, recover } = options;
  const ids = Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [
      name,
      name === "phoneNumberId" || name === "businessAccountId" ? id().optional() : id(),
    ]),
  );
  return {
    kind: "one",
    method,
    path,
    carrier: as,
    schema: z
      .strictObject({
        ...ids,
        ...(fields === undefined ? {} : { fields: fieldNames().optional() }),
        ...more,
        ...input,
      })
      .superRefine((given: Readonly<Record<string, unknown>>, context) => {
        const issue = (field: string, message: string): void =>
          context.addIssue({ code: "custom", path: [field], message });
        const [first] = options.oneOf ?? [];
        if (first !== undefined && options.oneOf?.every((name) => given[name] === undefined) === true)
          issue(first, `expected ${options.oneOf.join(" or ")}`);
        if (given.after !== undefined && given.before !== undefined)
          issue("before", "not together with after");
        options.check?.(given, issue);
      }),
    idempotent,
    host,
    fields,
    product,
    token: options.token,
    wire: options.wire,
    read: answer,
    recover,
  };
}
