import { defineTemplate } from "waypost";

/** A utility template that says nothing but the person's name: what a promotion in disguise looks like. */
export const notice = defineTemplate({
  name: "account_notice",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, there is an update on your account with us. Please look at our shop page today.",
  examples: { name: "Asha" },
});

/** An honest utility template. */
export const orderUpdate = defineTemplate({
  name: "order_update",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today.",
  examples: { name: "Asha", order: "A-1001" },
});

export const offer = defineTemplate({
  name: "summer_offer",
  language: "en",
  category: "marketing",
  body: "Summer is here: {{thing}} from Asha Stores are ready. Reply STOP to get no more offers.",
  footer: "Asha Stores",
  examples: { thing: "quilts" },
});

/** Takes the same parameter as the offer. */
export const parcel = defineTemplate({
  name: "parcel_ready",
  language: "en",
  category: "utility",
  body: "Your parcel with {{thing}} is ready at our shop in Jaipur, and waits for you until Friday.",
  examples: { thing: "quilts" },
});

export const code = defineTemplate({
  name: "login_code",
  language: "en",
  category: "authentication",
  otp: { type: "copy_code" },
});
