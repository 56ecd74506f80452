import type { TemplateCategory } from "../core/index.js";
import type { VariablesOf } from "./variables.js";

/** A text header (at most one variable) or a media header, whose file is given at each send. */
export type HeaderDefinition =
  | { readonly text: string; readonly format?: undefined }
  | {
      readonly format: "image" | "video" | "document";
      readonly text?: undefined;
      readonly example?: string | undefined;
    };

export type ButtonDefinition =
  | { readonly type: "quick_reply"; readonly text: string; readonly payload?: string | undefined }
  /** One variable at most, at the very end. */
  | { readonly type: "url"; readonly text: string; readonly url: string }
  | { readonly type: "phone_number"; readonly text: string; readonly phoneNumber: string }
  /** The coupon code is given at each send as `params.couponCode`. */
  | { readonly type: "copy_code"; readonly example: string };

interface Common {
  /** 1 to 512 characters: lower-case letters, digits, underscores. */
  readonly name: string;
  /** Meta's code: `en`, `en_US`, `hi`, ... */
  readonly language: string;
}

/** Utility or marketing. */
export interface TextTemplateInput extends Common {
  readonly category: "utility" | "marketing";
  readonly header?: HeaderDefinition | undefined;
  /** 1 to 1024 characters; variables `{{name}}` or `{{1}}`. */
  readonly body: string;
  /** 1 to 60 characters, no variables. */
  readonly footer?: string | undefined;
  readonly buttons?: readonly ButtonDefinition[] | undefined;
  /** A sample for each variable: Meta wants them at creation. */
  readonly examples?: Readonly<Record<string, string>> | undefined;
}

/** One-time codes: Meta writes the text, you give the code. */
export interface AuthenticationTemplateInput extends Common {
  readonly category: "authentication";
  readonly body?: undefined;
  readonly header?: undefined;
  readonly footer?: undefined;
  readonly buttons?: undefined;
  readonly examples?: undefined;
  /** Adds "do not share this code". */
  readonly securityRecommendation?: boolean | undefined;
  /** 1 to 90 minutes. */
  readonly codeExpirationMinutes?: number | undefined;
}

export type TemplateInput = TextTemplateInput | AuthenticationTemplateInput;

declare const definition: unique symbol;

/** What `defineTemplate` returned: frozen, checked, with its literals. */
export type TemplateDefinition<Input extends TemplateInput = TemplateInput> = Input & {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly [definition]?: true;
};

type HeaderVariables<Input> = Input extends { readonly header: { readonly text: infer Text extends string } }
  ? VariablesOf<Text>
  : never;

type UrlVariables<Input> = Input extends { readonly buttons: readonly (infer Button)[] }
  ? Button extends { readonly type: "url"; readonly url: infer Url extends string }
    ? VariablesOf<Url>
    : never
  : never;

type TextParams<Input> = Input extends { readonly body: infer Body extends string }
  ? { readonly [Name in VariablesOf<Body> | HeaderVariables<Input> | UrlVariables<Input>]: string }
  : Record<never, never>;

type MediaParams<Input> = Input extends { readonly header: { readonly format: string } }
  ? {
      readonly header:
        | { readonly link: string; readonly id?: undefined }
        | { readonly id: string; readonly link?: undefined };
    }
  : Record<never, never>;

type CouponParams<Input> = Input extends { readonly buttons: readonly (infer Button)[] }
  ? Extract<Button, { readonly type: "copy_code" }> extends never
    ? Record<never, never>
    : { readonly couponCode: string }
  : Record<never, never>;

type CodeParams<Input> = Input extends { readonly category: "authentication" }
  ? { readonly code: string }
  : Record<never, never>;

/** The parameters of a template: exactly the variables of its texts, plus its media header, coupon or code. */
export type ParamsOf<Template> = Flat<
  TextParams<Template> & MediaParams<Template> & CouponParams<Template> & CodeParams<Template>
>;

type Flat<T> = { readonly [Key in keyof T]: T[Key] };

/** `params` as an argument: required when the template has any, left out when it has none. */
export type ParamsArgument<Template> =
  string extends VariablesOf<string & BodyOf<Template>>
    ? { readonly params?: Readonly<Record<string, unknown>> | undefined }
    : keyof ParamsOf<Template> extends never
      ? { readonly params?: Readonly<Record<string, never>> | undefined }
      : { readonly params: ParamsOf<Template> };

type BodyOf<Template> = Template extends { readonly body: infer Body extends string } ? Body : "";
