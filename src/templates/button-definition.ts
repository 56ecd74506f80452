/** Sends its payload back when tapped. At most 10, standing together. */
export interface QuickReplyDefinition {
  readonly type: "quick_reply";
  /** 1 to 25 characters, no variables. */
  readonly text: string;
  /** What comes back on a tap, 1 to 128 characters; may hold variables. Default: the text. */
  readonly payload?: string | undefined;
}

/** Opens a page. At most 2. */
export interface UrlButtonDefinition {
  readonly type: "url";
  /** 1 to 25 characters, no variables. */
  readonly text: string;
  /** At most 2,000 characters; one variable at most, at the very end. `{{1}}` becomes `params.url`. */
  readonly url: string;
  /** Opens an app where there is one. Marketing Messages API only. */
  readonly appDeepLink?:
    | {
        readonly metaAppId: string;
        readonly androidDeepLink: string;
        readonly androidFallbackPlaystoreUrl?: string | undefined;
      }
    | undefined;
}

/** Calls a number. At most 1. */
export interface PhoneNumberButtonDefinition {
  readonly type: "phone_number";
  /** 1 to 25 characters, no variables. */
  readonly text: string;
  /** 1 to 20 characters. */
  readonly phoneNumber: string;
}

/** Copies a coupon, given at each send as `params.couponCode`. At most 1. */
export interface CopyCodeButtonDefinition {
  readonly type: "copy_code";
  /** 1 to 15 letters and digits. */
  readonly example: string;
}

/** Opens a flow: exactly one of `flowId`, `flowName` and `flowJson`. Token and data are `params.flow`. At most 1. */
export interface FlowButtonDefinition {
  readonly type: "flow";
  /** 1 to 25 characters, no variables. */
  readonly text: string;
  readonly flowId?: string | undefined;
  readonly flowName?: string | undefined;
  readonly flowJson?: string | undefined;
  readonly action?: "navigate" | "data_exchange" | undefined;
  /** First screen, for `navigate`. */
  readonly screen?: string | undefined;
  readonly icon?: "document" | "promotion" | "review" | undefined;
}

/** "View catalog": your whole catalogue. Stands alone; the picture may be chosen with `params.catalog`. */
export interface CatalogButtonDefinition {
  readonly type: "catalog";
  readonly text?: undefined;
}

/** "View items": up to 30 products in sections, given as `params.products`. Stands alone, with a text header. */
export interface MultiProductButtonDefinition {
  readonly type: "mpm";
  readonly text?: undefined;
}

/** "View": the product of the header. At most 1. */
export interface SingleProductButtonDefinition {
  readonly type: "spm";
  readonly text?: undefined;
}

/** An order to review and pay (India, Brazil), given as `params.orderDetails`. At most 1. */
export interface OrderDetailsButtonDefinition {
  readonly type: "order_details";
  /** Default "Review and Pay". */
  readonly text?: "Review and Pay" | "Copy Pix code" | undefined;
}

/** Starts a WhatsApp call to the business. `params.call` may limit its life. At most 1. */
export interface VoiceCallButtonDefinition {
  readonly type: "voice_call";
  /** 1 to 20 characters, no variables. */
  readonly text: string;
  /** Minutes for which the button works, unless a send says otherwise. */
  readonly ttlMinutes?: number | undefined;
}

/** "Share Contact Info": asks for the phone number of somebody known by user id. At most 1. */
export interface ContactInfoButtonDefinition {
  readonly type: "request_contact_info";
  readonly text?: undefined;
}

/** One button of a template. */
export type ButtonDefinition =
  | QuickReplyDefinition
  | UrlButtonDefinition
  | PhoneNumberButtonDefinition
  | CopyCodeButtonDefinition
  | FlowButtonDefinition
  | CatalogButtonDefinition
  | MultiProductButtonDefinition
  | SingleProductButtonDefinition
  | OrderDetailsButtonDefinition
  | VoiceCallButtonDefinition
  | ContactInfoButtonDefinition;

interface OtpApps {
  /** 1 to 25 characters; default "Copy code". */
  readonly text?: string | undefined;
  /** 1 to 25 characters; default "Autofill". */
  readonly autofillText?: string | undefined;
  /** 1 to 5 Android apps that take the code. */
  readonly apps: readonly {
    /** At most 224 characters. */
    readonly packageName: string;
    /** Exactly 11 characters. */
    readonly signatureHash: string;
  }[];
}

/** How the person gets the code into your app: copied by hand, with one tap, or without one. */
export type OtpButtonDefinition =
  | {
      readonly type: "copy_code";
      /** 1 to 25 characters; default "Copy code". */
      readonly text?: string | undefined;
    }
  | ({ readonly type: "one_tap" } & OtpApps)
  | ({
      readonly type: "zero_tap";
      /** Says that you accept Meta's terms for it. */
      readonly termsAccepted: true;
    } & OtpApps);

/** Labels that Meta sets, whatever the language of the definition. */
export const FIXED_LABELS = {
  copy_code: "Copy offer code",
  catalog: "View catalog",
  mpm: "View items",
  spm: "View",
  order_details: "Review and Pay",
  request_contact_info: "Share Contact Info",
} as const;

/** What the button says. */
export function labelOf(button: ButtonDefinition): string {
  switch (button.type) {
    case "quick_reply":
    case "url":
    case "phone_number":
    case "flow":
    case "voice_call":
      return button.text;
    case "order_details":
      return button.text ?? FIXED_LABELS.order_details;
    default:
      return FIXED_LABELS[button.type];
  }
}
