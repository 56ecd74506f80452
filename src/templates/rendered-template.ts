import type { Open } from "../core/index.js";

/** A button as the person sees it. */
export interface RenderedButton {
  readonly title: string;
  readonly kind: Open<
    | "reply"
    | "url"
    | "phone_number"
    | "copy_code"
    | "flow"
    | "catalog"
    | "products"
    | "product"
    | "order"
    | "call"
    | "contact_info"
    | "call_permission"
  >;
  /** Payload of a quick reply. */
  readonly id?: string | undefined;
  /** Where it leads, which number it calls, or what it copies. */
  readonly target?: string | undefined;
}

/** A card of a carousel. */
export interface RenderedCard {
  readonly header: string;
  readonly body?: string | undefined;
  readonly buttons: readonly RenderedButton[];
}

/** A template as the person will see it. Media stand as `[image]`, `[document: bill.pdf]`, `[product]`. */
export interface RenderedTemplate {
  readonly header?: string | undefined;
  /** Text of a limited-time offer. */
  readonly offer?: string | undefined;
  readonly body: string;
  /** What the message says of an order: `[order A-1: shipped]`. */
  readonly order?: string | undefined;
  readonly footer?: string | undefined;
  readonly buttons: readonly RenderedButton[];
  readonly cards?: readonly RenderedCard[] | undefined;
  /** All the person reads without tapping: header, offer, body, order, footer, one under the other. */
  readonly text: string;
}
