import type { Open, PhoneNumber } from "../core/index.js";
import type { WebhookErrorDetail } from "./events/base.js";

/** A file that a person sent: download it by its id within seven days. */
export interface InboundMedia {
  /** Downloadable for seven days. */
  readonly id: string;
  readonly mimeType?: string | undefined;
  /** Base64, of the file: check it after the download. */
  readonly sha256?: string | undefined;
  /** Valid for about five minutes, with the access token. */
  readonly url?: string | undefined;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  /** Recorded in the chat. */
  readonly voice?: boolean | undefined;
  readonly animated?: boolean | undefined;
}

/** What a message answers, or where it was forwarded from. */
export interface MessageContext {
  /** Message that is quoted, or that held the button. */
  readonly messageId?: string | undefined;
  readonly forwarded: boolean;
  readonly frequentlyForwarded: boolean;
  /** The product that the person asks about. */
  readonly product?:
    { readonly catalogId?: string | undefined; readonly retailerId?: string | undefined } | undefined;
}

/** The ad or post that a chat began with, in Meta's own names. */
export type Referral = Readonly<Record<string, unknown>> & {
  readonly source_url?: string | undefined;
  readonly source_id?: string | undefined;
  readonly source_type?: Open<"ad" | "post"> | undefined;
  readonly headline?: string | undefined;
  readonly body?: string | undefined;
  readonly media_type?: Open<"image" | "video"> | undefined;
  readonly image_url?: string | undefined;
  readonly video_url?: string | undefined;
  readonly thumbnail_url?: string | undefined;
  /** Click id for the Conversions API; not for ads in WhatsApp Status. */
  readonly ctwa_clid?: string | undefined;
};

interface MessageBase {
  /** `wamid....` */
  readonly id: string;
  /** When WhatsApp got it, milliseconds since the epoch. */
  readonly at: number;
  readonly context?: MessageContext | undefined;
  /** The ad or post it came from, as Meta tells it. */
  readonly referral?: Referral | undefined;
}

/** Text of a person. */
export interface TextMessage extends MessageBase {
  readonly type: "text";
  readonly text: { readonly body: string };
}

/** A picture, video, sound, document or sticker of a person. */
export interface MediaMessage<
  Type extends "image" | "video" | "audio" | "document" | "sticker",
> extends MessageBase {
  readonly type: Type;
  readonly media: InboundMedia;
}

/** A place that a person sent. */
export interface LocationMessage extends MessageBase {
  readonly type: "location";
  readonly location: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string | undefined;
    readonly address?: string | undefined;
    readonly url?: string | undefined;
  };
}

/** One contact card. What has no place here is in the event's `raw`. */
export interface SharedContact {
  readonly name?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly phones: readonly {
    readonly phone?: PhoneNumber | undefined;
    /** The number's WhatsApp account, when it has one. */
    readonly whatsapp?: PhoneNumber | undefined;
    readonly type?: string | undefined;
  }[];
  readonly emails: readonly { readonly email?: string | undefined; readonly type?: string | undefined }[];
  readonly addresses: readonly Readonly<Record<string, unknown>>[];
  readonly urls: readonly { readonly url?: string | undefined; readonly type?: string | undefined }[];
  readonly company?: string | undefined;
  readonly department?: string | undefined;
  readonly title?: string | undefined;
  /** `YYYY-MM-DD` */
  readonly birthday?: string | undefined;
  /** `contact_request`: the person's own card, given on our request. */
  readonly origin?: Open<"contact_request" | "other"> | undefined;
  /** RFC 6350. Not enumerable: it holds phone numbers. */
  readonly vcard?: string | undefined;
}

/** Contact cards that a person sent. */
export interface ContactsMessage extends MessageBase {
  readonly type: "contacts";
  readonly contacts: readonly SharedContact[];
}

/** An emoji on a message, or its removal. */
export interface ReactionMessage extends MessageBase {
  readonly type: "reaction";
  /** Without emoji: the reaction was taken back. */
  readonly reaction: { readonly messageId: string; readonly emoji?: string | undefined };
}

/** A tap on a quick-reply button of a template. */
export interface ButtonMessage extends MessageBase {
  readonly type: "button";
  readonly button: { readonly text?: string | undefined; readonly payload?: string | undefined };
}

/** A completed Flow, a given address. */
export interface FlowReply {
  readonly name?: Open<"flow" | "address_message"> | undefined;
  readonly body?: string | undefined;
  /** The answers: `response_json`, parsed. Left out when it is no JSON object; `content` has the text. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** The token that the Flow message was sent with. */
  readonly token?: string | undefined;
}

/** What the person says to being called. */
export interface CallPermissionReply {
  readonly accepted: boolean;
  readonly permanent: boolean;
  readonly expiresAt?: number | undefined;
  readonly source?: Open<"user_action" | "automatic"> | undefined;
}

/** A tap on a reply button, a choice from a list, a completed Flow, a call permission. */
export interface InteractiveMessage extends MessageBase {
  readonly type: "interactive";
  readonly interactive: {
    readonly reply: {
      readonly kind: Open<"button_reply" | "list_reply" | "nfm_reply" | "call_permission_reply">;
      readonly id?: string | undefined;
      readonly title?: string | undefined;
      readonly description?: string | undefined;
      /** Of `nfm_reply`. */
      readonly flow?: FlowReply | undefined;
      /** Of `call_permission_reply`. */
      readonly callPermission?: CallPermissionReply | undefined;
      /** The reply as it came. */
      readonly content: Readonly<Record<string, unknown>>;
    };
  };
}

/** A cart that the person sent. */
export interface OrderMessage extends MessageBase {
  readonly type: "order";
  readonly order: {
    readonly catalogId?: string | undefined;
    readonly text?: string | undefined;
    readonly items: readonly {
      readonly retailerId?: string | undefined;
      readonly quantity?: number | undefined;
      readonly price?: number | undefined;
      readonly currency?: string | undefined;
    }[];
  };
}

/** The person sent something that the API does not show. */
export interface UnsupportedMessage extends MessageBase {
  readonly type: "unsupported";
  readonly unsupported: {
    /** What it was: `poll_creation`, `edit`, `pin`, `gif`, ... */
    readonly kind?: string | undefined;
    /** 131051: no such type here. 131060: handled by a device that cannot show it. */
    readonly errors: readonly WebhookErrorDetail[];
  };
}

/** The person opened the chat for the first time. Meta removed it in March 2026. */
export interface RequestWelcomeMessage extends MessageBase {
  readonly type: "request_welcome";
}

/** A type, or a shape of one, that this version does not read field by field. */
export interface OtherMessage extends MessageBase {
  readonly type: "other";
  /** Meta's type. */
  readonly rawType: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** One message of a person, by its type. */
export type InboundMessage =
  | TextMessage
  | MediaMessage<"image">
  | MediaMessage<"video">
  | MediaMessage<"audio">
  | MediaMessage<"document">
  | MediaMessage<"sticker">
  | LocationMessage
  | ContactsMessage
  | ReactionMessage
  | ButtonMessage
  | InteractiveMessage
  | OrderMessage
  | UnsupportedMessage
  | RequestWelcomeMessage
  | OtherMessage;
