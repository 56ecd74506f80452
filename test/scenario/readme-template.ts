import { defineTemplate } from "waypost";

/** The template of the README, for the snippets of the other pages. */
export const orderShipped = defineTemplate({
  name: "order_shipped",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your order {{order}} left our shop today and reaches you by {{date}} at the latest.",
  examples: { name: "Asha", order: "A-1001", date: "Friday" },
});
