import type { MediaSource, OrderDetailsInput } from "../messages/index.js";
import type { VariablesOf } from "./variables.js";

/** Money in a body. `fallback` is what the person reads. */
export interface CurrencyValue {
  /** ISO 4217: `INR`. */
  readonly code: string;
  /** In the unit of the currency, at most three decimals: 499.5. */
  readonly amount: number;
  /** As the person reads it: "₹499.50". */
  readonly fallback: string;
}

/** A date or time in a body, as the person reads it. */
export interface DateTimeValue {
  readonly fallback: string;
}

/** PDF recommended. */
export type DocumentValue = MediaSource & { readonly fileName?: string | undefined };

/** A place in the header. */
export interface LocationValue {
  /** Decimal degrees, -90 to 90. */
  readonly latitude: number;
  /** Decimal degrees, -180 to 180. */
  readonly longitude: number;
  readonly name: string;
  readonly address: string;
}

/** One product of your catalogue. */
export interface ProductValue {
  readonly catalogId: string;
  /** Your id of the product (`product_retailer_id`). */
  readonly productId: string;
}

/** Products in sections, and the picture that stands for them. */
export interface ProductsValue {
  readonly thumbnailProductId: string;
  /** 1 to 10 sections with titles of 1 to 24 characters; at most 30 products over all of them. */
  readonly sections: readonly { readonly title: string; readonly productIds: readonly string[] }[];
}

/** Which picture stands for the catalogue. */
export interface CatalogValue {
  /** Product whose picture is shown; default the first of the catalogue. */
  readonly thumbnailProductId?: string | undefined;
}

/** What a Flow gets when it is opened. */
export interface FlowValue {
  /** Comes back with the answer. Default `unused`, as at Meta. */
  readonly token?: string | undefined;
  /** Data for the first screen, for `navigate`. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** How long a call button works, and what comes back with the call. */
export interface CallValue {
  /** Whole minutes, at least 1. */
  readonly ttlMinutes?: number | undefined;
  /** Comes back with the call; at most 512 characters. */
  readonly payload?: string | undefined;
}

/** What has become of an order. */
export interface OrderStatusValue {
  /** The `referenceId` of the order. */
  readonly referenceId: string;
  readonly status: "pending" | "processing" | "partially-shipped" | "shipped" | "completed" | "canceled";
  /** 1 to 120 characters. */
  readonly description?: string | undefined;
}

interface HeaderValues {
  image: MediaSource;
  video: MediaSource;
  gif: MediaSource;
  document: DocumentValue;
  location: LocationValue;
  product: ProductValue;
}

interface VariableValues {
  text: string;
  currency: CurrencyValue;
  date_time: DateTimeValue;
}

interface ButtonParameters {
  copy_code: ["couponCode", string];
  mpm: ["products", ProductsValue];
  order_details: ["orderDetails", OrderDetailsInput];
}

interface OptionalButtonParameters {
  flow: ["flow", FlowValue];
  catalog: ["catalog", CatalogValue];
  voice_call: ["call", CallValue];
}

// Each component gives [name, type] pairs; ParamsOf makes one object of them.

type BodyEntry<Input> = Input extends { readonly body: infer Body extends string }
  ? KindEntry<VariablesOf<Body>, KindsOf<Input>>
  : never;

type KindEntry<Name extends string, Kinds> = Name extends keyof Kinds
  ? [Name, Kinds[Name] extends keyof VariableValues ? VariableValues[Kinds[Name]] : string]
  : [Name, string];

type KindsOf<Input> = Input extends { readonly kinds: infer Kinds }
  ? { [Name in keyof Kinds as `${Name & (string | number)}`]: Kinds[Name] }
  : unknown;

type HeaderEntry<Input> = Input extends { readonly header: { readonly text: infer Text extends string } }
  ? SlotEntry<VariablesOf<Text>, "header">
  : Input extends { readonly header: { readonly format: infer Format extends keyof HeaderValues } }
    ? ["header", HeaderValues[Format]]
    : never;

/** Meta counts `{{1}}` anew in each component: outside the body it has a name of its own. */
type SlotEntry<Name extends string, Slot extends string> = Name extends `${number}`
  ? [Slot, string]
  : [Name, string];

type TextEntry<Name extends string> = Name extends string ? [Name, string] : never;

type ButtonsOf<Input> = Input extends { readonly buttons: readonly (infer Button)[] } ? Button : never;

type ButtonEntry<Button> = Button extends { readonly type: "url"; readonly url: infer Url extends string }
  ? SlotEntry<VariablesOf<Url>, "url">
  : Button extends { readonly type: "quick_reply"; readonly payload: infer Payload extends string }
    ? TextEntry<VariablesOf<Payload>>
    : Button extends { readonly type: infer Type extends keyof ButtonParameters }
      ? ButtonParameters[Type]
      : never;

type OptionalButtonEntry<Button> = Button extends {
  readonly type: infer Type extends keyof OptionalButtonParameters;
}
  ? OptionalButtonParameters[Type]
  : never;

type RestEntry<Input> =
  | (Input extends { readonly category: "authentication" } ? ["code", string] : never)
  | (Input extends { readonly limitedTimeOffer: { readonly expires: true } }
      ? ["offerExpiresAt", Date | number]
      : never)
  | (Input extends { readonly orderStatus: true } ? ["orderStatus", OrderStatusValue] : never)
  | (Input extends { readonly cards: infer Cards extends readonly unknown[] }
      ? ["cards", CardsParams<Cards>]
      : never);

/** Media cards: as many as were defined. Product cards: 2 to 10 like the first. */
type CardsParams<Cards extends readonly unknown[]> = Cards extends readonly [infer First, ...unknown[]]
  ? First extends { readonly header: { readonly format: "product" } }
    ? readonly [ParamsOf<First>, ParamsOf<First>, ...ParamsOf<First>[]]
    : { readonly [Index in keyof Cards]: ParamsOf<Cards[Index]> }
  : readonly unknown[];

type Entry<Input> = BodyEntry<Input> | HeaderEntry<Input> | ButtonEntry<ButtonsOf<Input>> | RestEntry<Input>;

type NameOf<Pair> = Pair extends [infer Name extends string, unknown] ? Name : never;
type ValueOf<Pair> = Pair extends [string, infer Value] ? Value : never;

/**
 * The parameters of a template: exactly the variables of its texts, plus what its header, buttons, cards, offer, order
 * or code want.
 */
export type ParamsOf<Template> =
  // `infer` makes the editor show the names, not how they were found.
  { readonly [Pair in Entry<Template> as NameOf<Pair>]: ValueOf<Pair> } & {
    readonly [Pair in OptionalButtonEntry<ButtonsOf<Template>> as NameOf<Pair>]?: ValueOf<Pair> | undefined;
  } extends infer All
    ? { readonly [Name in keyof All]: All[Name] }
    : never;

/** `params` as an argument: required when the template needs any, left out when it needs none. */
export type ParamsArgument<Template> =
  RenderArguments<Template> extends [infer Params]
    ? { readonly params: Params }
    : { readonly params?: RenderArguments<Template>[0] };

/** The same, for `render`. */
export type RenderArguments<Template> =
  IsLiteral<Template> extends false
    ? [params?: Readonly<Record<string, unknown>>]
    : keyof ParamsOf<Template> extends never
      ? [params?: Readonly<Record<string, never>>]
      : Record<never, never> extends ParamsOf<Template>
        ? [params?: ParamsOf<Template>]
        : [params: ParamsOf<Template>];

/** False when the text is not known at compile time (read from a file, say): then any parameters compile. */
type IsLiteral<Template> = [Template] extends [{ readonly category: "authentication" }]
  ? true
  : [Template] extends [{ readonly body: infer Body extends string }]
    ? string extends Body
      ? false
      : true
    : false;

/** Names that want a sample: the variables that Meta reads. Payloads are not shown to it. */
type SampledName<Input> = NameOf<BodyEntry<Input> | TextHeaderEntry<Input> | UrlEntry<ButtonsOf<Input>>>;

type TextHeaderEntry<Input> = Input extends { readonly header: { readonly text: infer Text extends string } }
  ? SlotEntry<VariablesOf<Text>, "header">
  : never;

type UrlEntry<Button> = Button extends { readonly type: "url"; readonly url: infer Url extends string }
  ? SlotEntry<VariablesOf<Url>, "url">
  : never;

/** Makes a variable without a sample a compile error. */
export type WithSamples<Input> = [SampledName<Input>] extends [never]
  ? unknown
  : { readonly examples: { readonly [Name in SampledName<Input>]: string } };

/** Makes what the text itself shows to be wrong a compile error: capitals in a name, a variable at either end of a body. */
export type WellFormed<Input> = WithName<Input> & WithEnds<Input>;

type WithName<Input> = Input extends { readonly name: infer Name extends string }
  ? string extends Name
    ? unknown
    : Name extends Lowercase<Name>
      ? unknown
      : { readonly name: Lowercase<Name> }
  : unknown;

type WithEnds<Input> = Input extends { readonly body: `{{${string}` | `${string}}}` }
  ? { readonly body: "A body must not start or end with a variable (L15)." }
  : unknown;
