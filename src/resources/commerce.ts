import { firstOf, success } from "./answer.js";
import { get, post } from "./endpoint.js";
import { flag } from "./fields.js";
import { resource } from "./resource.js";

export interface CommerceSettings {
  readonly id?: string;
  readonly isCartEnabled?: boolean;
  readonly isCatalogVisible?: boolean;
}

/** Whether people see the catalogue and have a cart (Meta, commerce settings). */
export const createCommerce = resource("commerce", () => ({
  get: get({ path: "/{phoneNumberId}/whatsapp_commerce_settings", answer: firstOf<CommerceSettings>() }),
  update: post({
    path: "/{phoneNumberId}/whatsapp_commerce_settings",
    as: "query",
    input: { isCartEnabled: flag().optional(), isCatalogVisible: flag().optional() },
    repeatable: true,
    answer: success,
  }),
}));
