import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, items, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { defined } from "./image-message.js";
import { duplicates, partsToWire, type TextHeader, textHeader } from "./interactive-parts.js";

const id = once(() => z.string().min(1, { error: "must not be empty" }));
const PRODUCTS = 30;

export const productSchema = once(() =>
  z.strictObject({
    catalogId: id(),
    productId: id(),
    body: text(1024).optional(),
    footer: text(60).optional(),
  }),
);

export const productListSchema = once(() =>
  z
    .strictObject({
      catalogId: id(),
      header: z.strictObject(textHeader(), { error: "a product list needs a text header: { text }" }),
      body: text(1024),
      footer: text(60).optional(),
      sections: items(
        z.strictObject({
          title: text(24).optional(),
          productIds: items(id(), PRODUCTS, { what: "product" }),
        }),
        10,
        { what: "section" },
      ),
    })
    .superRefine(({ sections }, context) => {
      const all = sections.flatMap(({ productIds }) => productIds);
      const issue = (message: string): void =>
        context.addIssue({ code: "custom", path: ["sections"], message });
      if (all.length > PRODUCTS)
        issue(`at most ${String(PRODUCTS)} products over all sections, got ${String(all.length)}`);
      if (duplicates(all).length > 0) issue("products must differ");
      if (sections.length > 1 && sections.some(({ title }) => title === undefined))
        issue("with several sections each needs a title");
    }),
);

export const catalogSchema = once(() =>
  z.strictObject({
    body: text(1024),
    footer: text(60).optional(),
    thumbnailProductId: id().optional(),
  }),
);

/** One product of your catalogue. */
export interface ProductMessageInput {
  readonly catalogId: string;
  /** Your id of the product (`product_retailer_id`). */
  readonly productId: string;
  readonly body?: string | undefined;
  readonly footer?: string | undefined;
}

/** Products of your catalogue in sections. */
export interface ProductListMessageInput {
  readonly catalogId: string;
  readonly header: TextHeader;
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
  /** 1 to 10 sections; at most 30 products over all of them. */
  readonly sections: readonly {
    readonly title?: string | undefined;
    readonly productIds: readonly string[];
  }[];
}

/** Text with a button that opens your catalogue. */
export interface CatalogMessageInput {
  /** 1 to 1024 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
  /** Product whose picture is shown; default the first of the catalogue. */
  readonly thumbnailProductId?: string | undefined;
}

/** One product of your catalogue. @throws ValidationError `INVALID_MESSAGE`. */
export function productMessage(input: ProductMessageInput): OutgoingMessage {
  const { catalogId, productId, body, footer } = checkMessage("product", productSchema(), input);
  return interactive("product", {
    body: body === undefined ? undefined : { text: body },
    footer: footer === undefined ? undefined : { text: footer },
    action: { catalog_id: catalogId, product_retailer_id: productId },
  });
}

/** Products of your catalogue in sections. @throws ValidationError `INVALID_MESSAGE`. */
export function productListMessage(input: ProductListMessageInput): OutgoingMessage {
  const { catalogId, sections, ...parts } = checkMessage("product list", productListSchema(), input);
  return interactive("product_list", {
    ...partsToWire(parts),
    action: {
      catalog_id: catalogId,
      sections: sections.map(({ title, productIds }) =>
        defined({
          title,
          product_items: productIds.map((productId) => ({ product_retailer_id: productId })),
        }),
      ),
    },
  });
}

/** Your whole catalogue behind a button. @throws ValidationError `INVALID_MESSAGE`. */
export function catalogMessage(input: CatalogMessageInput): OutgoingMessage {
  const { thumbnailProductId, ...parts } = checkMessage("catalogue", catalogSchema(), input);
  return interactive("catalog_message", {
    ...partsToWire(parts),
    action: {
      name: "catalog_message",
      ...(thumbnailProductId === undefined
        ? {}
        : { parameters: { thumbnail_product_retailer_id: thumbnailProductId } }),
    },
  });
}

/** An interactive message around its parts. */
export function interactive(type: string, fields: Readonly<Record<string, unknown>>): OutgoingMessage {
  return { kind: "interactive", wire: { type: "interactive", interactive: { type, ...defined(fields) } } };
}
