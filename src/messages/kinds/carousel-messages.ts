import * as z from "zod";
import { keepLimit, once } from "../../core/index.js";
import { checkMessage, items, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { replies } from "./buttons-message.js";
import { defined, type MediaSource, mediaSource, oneSource } from "./image-message.js";
import { interactive } from "./product-messages.js";
import { namedUrl } from "./url-button-message.js";

const media = once(() =>
  z.strictObject(mediaSource()).refine(oneSource, { error: "expected exactly one of id and link" }),
);

const short = once(() => text(160));
const cardBody = once(() =>
  keepLimit(
    short(),
    short().refine((body) => (body.match(/\n/g)?.length ?? 0) <= 2, { error: "at most 2 line breaks" }),
  ),
);

const card = once(() =>
  z
    .strictObject({
      image: media().optional(),
      video: media().optional(),
      body: cardBody().optional(),
      button: text(20).optional(),
      url: namedUrl().optional(),
      replies: replies().optional(),
    })
    .superRefine(({ image, video, button, url, replies: given }, context) => {
      const issue = (message: string): void => context.addIssue({ code: "custom", message });
      if ((image === undefined) === (video === undefined)) issue("expected exactly one of image and video");
      if ((button === undefined) !== (url === undefined)) issue("button and url belong together");
      if ((url === undefined) === (given === undefined)) issue("expected either button and url, or replies");
    }),
);

export const carouselSchema = once(() =>
  z
    .strictObject({
      body: text(1024),
      cards: items(card(), 10, { min: 2, what: "card" }),
    })
    .superRefine(({ cards }, context) => {
      const shapes = cards.map(({ video, url, replies: given }) =>
        [video === undefined ? "image" : "video", url === undefined ? given?.length : "url"].join(),
      );
      if (new Set(shapes).size > 1)
        context.addIssue({
          code: "custom",
          path: ["cards"],
          message: "all cards need the same header and the same buttons",
        });
    }),
);

export const productCarouselSchema = once(() =>
  z.strictObject({
    body: text(1024),
    catalogId: z.string().min(1),
    productIds: items(z.string().min(1), 10, { min: 2, what: "product" }),
  }),
);

/** One card: a picture or a video, and a link or up to three replies. */
export type CarouselCard = (
  | { readonly image: MediaSource; readonly video?: undefined }
  | { readonly video: MediaSource; readonly image?: undefined }
) & {
  /** 1 to 160 characters, at most two line breaks. */
  readonly body?: string | undefined;
} & (
    | {
        /** Label: 1 to 20 characters. */
        readonly button: string;
        readonly url: string;
        readonly replies?: undefined;
      }
    | {
        readonly replies: readonly { readonly id: string; readonly title: string }[];
        readonly button?: undefined;
        readonly url?: undefined;
      }
  );

/** Text above two to ten cards. */
export interface CarouselMessageInput {
  /** 1 to 1024 characters. */
  readonly body: string;
  /** 2 to 10, all with the same kind of header and the same buttons. */
  readonly cards: readonly CarouselCard[];
}

/** Text above two to ten products. */
export interface ProductCarouselMessageInput {
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly catalogId: string;
  /** 2 to 10 of your product ids. */
  readonly productIds: readonly string[];
}

/** Cards to swipe through. @throws ValidationError `INVALID_MESSAGE`. */
export function carouselMessage(input: CarouselMessageInput): OutgoingMessage {
  const { body, cards } = checkMessage("carousel", carouselSchema(), input);
  return interactive("carousel", {
    body: { text: body },
    action: {
      cards: cards.map(({ image, video, body: words, button, url, replies: given }, index) =>
        defined({
          card_index: index,
          type: "cta_url",
          header:
            image === undefined
              ? { type: "video", video: defined(video ?? {}) }
              : { type: "image", image: defined(image) },
          body: words === undefined ? undefined : { text: words },
          action:
            given === undefined
              ? { name: "cta_url", parameters: { display_text: button, url } }
              : {
                  buttons: given.map(({ id, title }) => ({
                    type: "quick_reply",
                    quick_reply: { id, title },
                  })),
                },
        }),
      ),
    },
  });
}

/** Products of one catalogue to swipe through. @throws ValidationError `INVALID_MESSAGE`. */
export function productCarouselMessage(input: ProductCarouselMessageInput): OutgoingMessage {
  const { body, catalogId, productIds } = checkMessage("product carousel", productCarouselSchema(), input);
  return interactive("carousel", {
    body: { text: body },
    action: {
      cards: productIds.map((productId, index) => ({
        card_index: index,
        type: "product",
        action: { product_retailer_id: productId, catalog_id: catalogId },
      })),
    },
  });
}
