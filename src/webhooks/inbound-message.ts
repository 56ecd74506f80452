import type { Open } from "../core/index.js";

export interface InboundMedia {
  /** Downloadable for seven days. */
  readonly id: string;
  readonly mimeType?: string | undefined;
  readonly sha256?: string | undefined;
  /** Valid for about five minutes, with the access token. */
  readonly url?: string | undefined;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  readonly voice?: boolean | undefined;
  readonly animated?: boolean | undefined;
}

export interface MessageContext {
  /** Message that is quoted, or that held the button. */
  readonly messageId?: string | undefined;
  readonly forwarded: boolean;
  readonly frequentlyForwarded: boolean;
}

interface MessageBase {
  /** `wamid....` */
  readonly id: string;
  /** When WhatsApp got it, milliseconds since the epoch. */
  readonly at: number;
  readonly context?: MessageContext | undefined;
  /** The ad or post it came from, as Meta tells it. */
  readonly referral?: Readonly<Record<string, unknown>> | undefined;
}

export interface TextMessage extends MessageBase {
  readonly type: "text";
  readonly text: { readonly body: string };
}

export interface MediaMessage<
  Type extends "image" | "video" | "audio" | "document" | "sticker",
> extends MessageBase {
  readonly type: Type;
  readonly media: InboundMedia;
}

export interface LocationMessage extends MessageBase {
  readonly type: "location";
  readonly location: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string | undefined;
    readonly address?: string | undefined;
  };
}

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

/** A tap on a reply button, a choice from a list, a completed Flow. */
export interface InteractiveMessage extends MessageBase {
  readonly type: "interactive";
  readonly interactive: {
    readonly reply: {
      readonly kind: Open<"button_reply" | "list_reply" | "nfm_reply" | "call_permission_reply">;
      readonly id?: string | undefined;
      readonly title?: string | undefined;
      readonly description?: string | undefined;
      /** The reply as it came. */
      readonly content: Readonly<Record<string, unknown>>;
    };
  };
}

/** A type that this version does not read field by field: orders, contacts, edits, unsupported ones, new ones. */
export interface OtherMessage extends MessageBase {
  readonly type: "other";
  /** Meta's type. */
  readonly rawType: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export type InboundMessage =
  | TextMessage
  | MediaMessage<"image">
  | MediaMessage<"video">
  | MediaMessage<"audio">
  | MediaMessage<"document">
  | MediaMessage<"sticker">
  | LocationMessage
  | ReactionMessage
  | ButtonMessage
  | InteractiveMessage
  | OtherMessage;
