import type { TemplateCategory } from "../core/index.js";
import type { ButtonDefinition, OtpButtonDefinition } from "./button-definition.js";
import type { LintFinding } from "./lint/lint-finding.js";
import type { RenderedTemplate } from "./rendered-template.js";
import type { RenderArguments } from "./template-params.js";

/** A text header (at most one variable), or one whose file, place or product is given at each send. */
export type HeaderDefinition =
  | { readonly text: string; readonly format?: undefined }
  | {
      /** GIF: marketing, through the Marketing Messages API. */
      readonly format: "image" | "video" | "gif" | "document";
      readonly text?: undefined;
      /** Handle of an uploaded sample: Meta wants one at creation. `waypost templates push` takes a path, `./box.jpg`, as well. */
      readonly example?: string | undefined;
    }
  | { readonly format: "location" | "product"; readonly text?: undefined; readonly example?: undefined };

/** One card of a carousel. Its variables and samples are its own. */
export interface CardDefinition {
  /** The same format on all cards: image or video, or product. */
  readonly header:
    | {
        readonly format: "image" | "video";
        readonly text?: undefined;
        readonly example?: string | undefined;
      }
    | { readonly format: "product"; readonly text?: undefined; readonly example?: undefined };
  /** At most 160 characters. Media cards only. */
  readonly body?: string | undefined;
  /** The same types on all cards: 1 or 2 of quick reply, URL and phone number; product cards 1 of `spm` and URL. */
  readonly buttons?: readonly ButtonDefinition[] | undefined;
  /** A sample for each variable of this card. */
  readonly examples?: Readonly<Record<string, string>> | undefined;
}

/** How a variable of the body is given: as text (default), as money, or as a date. */
export type VariableKind = "text" | "currency" | "date_time";

interface Common {
  /** 1 to 512 characters: lower-case letters, digits, underscores. */
  readonly name: string;
  /** Meta's code: `en`, `en_US`, `hi`, ... */
  readonly language: string;
  /**
   * Seconds after which Meta gives up delivering: authentication 30 to 900, utility 30 to 43,200, marketing 43,200 to
   * 2,592,000 (Marketing Messages API only); -1 is 30 days for the first two.
   */
  readonly ttlSeconds?: number | undefined;
}

/** Utility or marketing. */
export interface TextTemplateInput extends Common {
  readonly category: "utility" | "marketing";
  readonly header?: HeaderDefinition | undefined;
  /** 1 to 1024 characters; variables `{{name}}` or `{{1}}`. */
  readonly body: string;
  /** 1 to 60 characters, no variables. */
  readonly footer?: string | undefined;
  /** 1 to 10. */
  readonly buttons?: readonly ButtonDefinition[] | undefined;
  /** 2 to 10 cards that the person can swipe through (marketing). They are given as `params.cards`. */
  readonly cards?: readonly CardDefinition[] | undefined;
  /** An offer above the body, with its end when it `expires`: `params.offerExpiresAt` (marketing). */
  readonly limitedTimeOffer?:
    | {
        /** 1 to 16 characters. */
        readonly text: string;
        readonly expires?: boolean | undefined;
      }
    | undefined;
  /** Shows what has become of an order, given as `params.orderStatus` (utility; body and footer only). */
  readonly orderStatus?: boolean | undefined;
  /** Asks for the permission to call. */
  readonly callPermissionRequest?: boolean | undefined;
  /** What a variable of the body is given as, where not as text: `{ amount: "currency" }`. */
  readonly kinds?: Readonly<Record<string, VariableKind>> | undefined;
  /** False: Meta does not count taps on URL buttons. */
  readonly linkTracking?: boolean | undefined;
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
  readonly cards?: undefined;
  readonly kinds?: undefined;
  readonly examples?: undefined;
  /** Default: a button that copies the code. */
  readonly otp?: OtpButtonDefinition | undefined;
  /** Adds "do not share this code". */
  readonly securityRecommendation?: boolean | undefined;
  /** 1 to 90 minutes. */
  readonly codeExpirationMinutes?: number | undefined;
}

/** What `defineTemplate` takes. */
export type TemplateInput = TextTemplateInput | AuthenticationTemplateInput;

declare const definition: unique symbol;

/** What `defineTemplate` returned: frozen, checked, with its literals. */
export type TemplateDefinition<Input extends TemplateInput = TemplateInput> = Input & {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly [definition]?: true;
  /**
   * The message as the person will read it. Values are put in as they are: `sendTemplate` and `check` say what Meta
   * would refuse.
   */
  render(...params: RenderArguments<Input>): RenderedTemplate;
  /**
   * What the linter says of it: worth mending, no reason to refuse it here. Found when it is first asked for. With what
   * an account and a business are known for, `lintTemplate(template, options)` finds more.
   */
  readonly warnings: readonly LintFinding[];
};
