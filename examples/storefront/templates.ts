import { defineTemplate } from "waypost";

/** Sent when a parcel leaves: about this person's own order. */
export const orderShipped = {
  en: defineTemplate({
    name: "order_shipped",
    language: "en",
    category: "utility",
    body: "Hi {{name}}, your order {{order}} left our shop today and reaches you by {{date}}. Pay {{amount}} on delivery.",
    examples: { name: "Ravi", order: "A-1001", date: "Friday", amount: "₹850" },
  }),
  hi: defineTemplate({
    name: "order_shipped",
    language: "hi",
    category: "utility",
    body: "नमस्ते {{name}}, आपका ऑर्डर {{order}} आज हमारी दुकान से निकल गया है और {{date}} तक पहुँचेगा। डिलीवरी पर {{amount}} दें।",
    examples: { name: "रवि", order: "A-1001", date: "शुक्रवार", amount: "₹850" },
  }),
} as const;

/** Sent to people who asked to hear of new things; says how to stop. */
export const newArrival = {
  en: defineTemplate({
    name: "new_arrival",
    language: "en",
    category: "marketing",
    header: { text: "Asha Stores, Jaipur" },
    body: "Hi {{name}}, new from our workshop: {{product}} for {{amount}}. Reply here and we set one aside for you.",
    footer: "Reply STOP to get no more offers",
    buttons: [{ type: "quick_reply", text: "Stop offers", payload: "OPT_OUT" }],
    examples: { name: "Ravi", product: "indigo quilts", amount: "₹2,490" },
  }),
  hi: defineTemplate({
    name: "new_arrival",
    language: "hi",
    category: "marketing",
    header: { text: "आशा स्टोर्स, जयपुर" },
    body: "नमस्ते {{name}}, हमारी कार्यशाला से नया: {{product}}, {{amount}}। यहाँ जवाब दें तो हम आपके लिए एक रख देंगे।",
    footer: "ऑफ़र बंद करने के लिए STOP लिखें",
    buttons: [{ type: "quick_reply", text: "ऑफ़र बंद करें", payload: "OPT_OUT" }],
    examples: { name: "रवि", product: "नील की रज़ाई", amount: "₹2,490" },
  }),
} as const;
