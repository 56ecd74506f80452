import { describe, expect, it } from "vitest";
import { findPromotion } from "../../../src/templates/index.js";

describe("what reads like promotion", () => {
  it.each([
    ["Flat 20% off on all sarees today!", "strong"],
    ["Use promo code DIWALI", "strong"],
    ["Free gift with every order", "strong"],
    ["Don’t miss our new arrivals", "strong"],
    ["Código de descuento para ti", "strong"],
    ["सभी साड़ियों पर भारी छूट", "strong"],
    ["新春限时优惠", "strong"],
    ["-30 % auf alles", "strong"],
    ["ALLES MIT RABATT", "strong"],
    ["The delivery is free", "weak"],
    ["I can offer you a call tomorrow", "weak"],
    // Who is asked about advertising, or told that it stops, has to hear what it is called.
    ["May Asha Stores message you about your orders and, if you like, about new arrivals?", "weak"],
    ["May we send you special offers, promotions and news? Reply STOP at any time.", "weak"],
    ["Você não receberá mais ofertas e novidades de Loja Asha", "weak"],
    ["Vous ne recevrez plus nos offres ni nos nouveautés", "weak"],
    ["Sie erhalten keine Angebote und Neuheiten mehr", "weak"],
    ["अब आपको कोई ऑफ़र नहीं मिलेगा", "weak"],
    ["您将不再收到优惠和新品消息", "weak"],
    ["Bạn sẽ không nhận khuyến mãi và ưu đãi nữa", "weak"],
    // What it is called, and one thing more, sells.
    ["Our new arrivals, free delivery", "strong"],
    ["New arrivals: shop now", "strong"],
    ["Special offer today", "strong"],
    ["Novidades! Aproveite", "strong"],
  ])("%s: %s", (text, strength) => {
    expect(findPromotion(text)?.strength).toBe(strength);
  });

  it.each([
    "Your order A-1001 left our shop today",
    "Hi, how can I help?",
    "We are wholesale only",
    "Battery at 20% of capacity",
    "Ihr Paket kommt morgen",
    "आपका ऑर्डर आज निकला",
    "ご注文を発送しました",
    "",
  ])("nothing in: %s", (text) => {
    expect(findPromotion(text)).toBeUndefined();
  });

  it("looks in the languages it is told, and knows no others", () => {
    expect(findPromotion("Rabatt!", ["en"])).toBeUndefined();
    expect(findPromotion("Rabatt!", ["de"])?.words).toEqual(["rabatt"]);
    expect(findPromotion("discount", ["constructor", "xx"])).toBeUndefined();
    expect(findPromotion("a b ".repeat(1_000))).toBeUndefined();
  });
});
