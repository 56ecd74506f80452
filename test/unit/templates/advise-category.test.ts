import { describe, expect, it } from "vitest";
import { adviseCategory, defineTemplate, lintTemplate } from "../../../src/templates/index.js";
import { body, buttons, quick, request } from "./lint-cases.js";

type Category = "utility" | "marketing" | "authentication";

/** Messages as businesses send them, labelled by the criteria of Meta's template categorization. */
const LABELLED: readonly (readonly [Category, string, string])[] = [
  // utility
  [
    "utility",
    "en",
    "Hi {{1}}, your order {{2}} has been shipped and will reach you by {{3}}. Track it with the button below.",
  ],
  ["utility", "en", "Dear {{1}}, your appointment with {{2}} is confirmed for {{3}}. Reply 1 to reschedule."],
  ["utility", "en", "Your payment of {{1}} for invoice {{2}} was received on {{3}}. Thank you."],
  [
    "utility",
    "en",
    "Reminder: your EMI of {{1}} for loan {{2}} is due on {{3}}. Please keep your account funded.",
  ],
  [
    "utility",
    "en",
    "We could not deliver your parcel {{1}} today. Please choose another time for the delivery.",
  ],
  [
    "utility",
    "en",
    "Your refund for return {{1}} has been processed. It reaches your account within {{2}} days.",
  ],
  [
    "utility",
    "en",
    "Power will be off in {{1}} on {{2}} for maintenance work. We are sorry for the trouble.",
  ],
  [
    "utility",
    "en",
    "Thank you for your visit to {{1}} on {{2}}. How was your appointment? Please rate your visit from 1 to 5.",
  ],
  [
    "utility",
    "en",
    "You are now opted in to messages from {{1}} about your orders. You can opt out at any time.",
  ],
  [
    "utility",
    "en",
    "A new device signed in to your account at {{1}}. If this was not you, please change your password.",
  ],
  ["utility", "en", "Your subscription {{1}} expires on {{2}}. Nothing will be charged unless you renew it."],
  [
    "utility",
    "en",
    "Your flight {{1}} to {{2}} now leaves at {{3}} from gate {{4}}. Please be at the gate in good time.",
  ],
  [
    "utility",
    "en",
    "Hello {{1}}, your support ticket {{2}} was solved. Answer here if the problem comes back.",
  ],
  ["utility", "en", "Your prescription {{1}} is ready for pick-up at our pharmacy until {{2}}."],
  ["utility", "hi", "नमस्ते {{1}}, आपका ऑर्डर {{2}} भेज दिया गया है और {{3}} तक पहुँच जाएगा।"],
  ["utility", "hi", "प्रिय {{1}}, आपके खाते से {{2}} का भुगतान सफल रहा। संदर्भ संख्या {{3}} है।"],
  ["utility", "es", "Hola {{1}}, tu pedido {{2}} ya está en camino y llegará el {{3}}."],
  ["utility", "es", "Le recordamos su cita con {{1}} el {{2}} a las {{3}}. Responda 1 para confirmar."],
  ["utility", "pt_BR", "Olá {{1}}, o pagamento do seu boleto {{2}} foi confirmado. Obrigado."],
  ["utility", "pt_BR", "Seu agendamento com {{1}} está confirmado para {{2}}. Até lá."],
  ["utility", "fr", "Bonjour {{1}}, votre commande {{2}} a été expédiée et arrivera le {{3}}."],
  ["utility", "de", "Guten Tag {{1}}, Ihre Bestellung {{2}} wurde heute versendet und kommt am {{3}} an."],
  ["utility", "it", "Gentile {{1}}, la Sua prenotazione {{2}} è confermata per il giorno {{3}}."],
  ["utility", "id", "Halo {{1}}, pesanan Anda {{2}} sudah dikirim dan akan tiba pada {{3}}."],
  ["utility", "tr", "Sayın {{1}}, {{2}} numaralı siparişiniz kargoya verildi."],
  ["utility", "ar", "مرحبا {{1}}، تم شحن طلبك رقم {{2}} وسيصل يوم {{3}} إن شاء الله."],
  ["utility", "ru", "Здравствуйте, {{1}}! Ваш заказ {{2}} отправлен и будет доставлен {{3}} до вечера."],
  ["utility", "ja", "{{1}}様のご注文{{2}}を本日発送しました。到着まで今しばらくお待ちください。"],
  ["utility", "zh_CN", "您好{{1}}，您的订单{{2}}已发货，预计三天内送达，请注意查收。"],
  ["utility", "vi", "Xin chào {{1}}, đơn hàng {{2}} của bạn đã được gửi và sẽ đến vào ngày {{3}} tới."],
  // marketing
  ["marketing", "en", "Hi {{1}}, our summer sale is on! Get 30% off all sarees this week. Shop now."],
  ["marketing", "en", "Your order {{1}} is delivered. Use code {{2}} for 10% off your next purchase."],
  [
    "marketing",
    "en",
    "You left some items in your cart, {{1}}. Complete your purchase before they are gone.",
  ],
  ["marketing", "en", "We miss you, {{1}}! It's been a while since your last visit."],
  ["marketing", "en", "Happy Diwali from all of us at {{1}}. May your year be bright."],
  ["marketing", "en", "Congratulations {{1}}! You are pre-approved for a loan of {{2}}."],
  ["marketing", "en", "Introducing our new collection, {{1}}. See it in our shop."],
  ["marketing", "en", "Hello {{1}}, {{2}} now."],
  ["marketing", "en", "Download our app today and follow the cricket with us, {{1}}."],
  ["marketing", "en", "Dear {{1}}, good morning from our family to your family."],
  ["marketing", "en", "Refer a friend to {{1}} and earn rewards for both of you."],
  ["marketing", "es", "¡Hola {{1}}! Aprovecha hasta 40% de descuento en toda la tienda. ¡Compra ya!"],
  ["marketing", "pt_BR", "Oi {{1}}, frete grátis e 20% de desconto só hoje. Aproveite e compre agora!"],
  ["marketing", "fr", "Bonjour {{1}}, profitez de nos soldes : jusqu'à -50 % sur la nouvelle collection."],
  ["marketing", "de", "Hallo {{1}}, nur für kurze Zeit: 20 % Rabatt auf alle Schuhe. Jetzt kaufen."],
  ["marketing", "it", "Ciao {{1}}, scopri le nostre offerte: sconti fino al 50% solo questa settimana."],
  ["marketing", "hi", "{{1}} जी, इस दिवाली पाएं 50% की छूट। जल्दी करें, अभी खरीदें।"],
  ["marketing", "id", "Hai {{1}}, diskon 50% untuk semua produk. Belanja sekarang, jangan lewatkan ya."],
  ["marketing", "tr", "Merhaba {{1}}, yeni sezon ürünlerinde %30 indirim sizi bekliyor."],
  ["marketing", "ar", "مرحبا {{1}}، خصم 30٪ على كل المنتجات لفترة محدودة. تسوق الآن من متجرنا."],
  ["marketing", "ja", "{{1}}様、本日よりタイムセール開催中。全品20%OFFですのでお見逃しなく。"],
  ["marketing", "zh_CN", "亲爱的{{1}}，限时优惠，全场五折，立即购买，不要错过哦。"],
  // authentication
  ["authentication", "en", "Hello, {{1}} is your verification code. Do not share it with anybody."],
  ["authentication", "en", "Use OTP {{1}} to log in to your account at our shop."],
  ["authentication", "es", "Hola, su código de verificación es {{1}} y vence en 10 minutos."],
  ["authentication", "pt_BR", "Olá, seu código de segurança é {{1}} e vale por dez minutos."],
  ["authentication", "de", "Hallo, Ihr Bestätigungscode lautet {{1}} und gilt zehn Minuten."],
  ["authentication", "hi", "आपका ओटीपी {{1}} है, इसे किसी के साथ साझा न करें।"],
  ["authentication", "id", "Halo, kode verifikasi Anda adalah {{1}}, jangan bagikan."],
];

describe("labelled messages", () => {
  it("there are enough of them, in several languages", () => {
    expect(LABELLED.length).toBeGreaterThanOrEqual(40);
    expect(new Set(LABELLED.map(([, language]) => language)).size).toBeGreaterThan(9);
  });
  it.each(LABELLED)("%s, %s: %s", (category, language, text) => {
    const advice = adviseCategory(body(text, { language }));
    expect({ category: advice.category, reasons: advice.reasons }).toMatchObject({ category });
    expect(advice.reasons[0]?.category ?? category).toBe(category);
  });
  // C warnings are for utility: a clean utility message must not be told to change its category.
  it.each(LABELLED.filter(([category]) => category === "utility"))(
    "no rule of categories objects to %s, %s: %s",
    (_, language, text) => {
      expect(
        lintTemplate(body(text, { language })).filter(({ rule }) => rule.startsWith("C") && rule !== "C10"),
      ).toEqual([]);
    },
  );
});

describe("the words that decided", () => {
  it("stand in the first reason", () => {
    const advice = adviseCategory(
      body("Your order {{1}} is delivered. Use code {{2}} for 10% off the next one."),
    );
    expect(advice).toMatchObject({ category: "marketing", declared: "utility", strength: "strong" });
    expect(advice.reasons[0]).toMatchObject({ rule: "C01", words: ["10% off"] });
    expect(advice.reasons.at(-1)).toMatchObject({ rule: "C02", category: "utility" });
  });
  it("a component decides without words", () => {
    const advice = adviseCategory(buttons({ type: "COPY_CODE", example: "ASHA10" }));
    expect(advice).toMatchObject({ category: "marketing", strength: "strong" });
    expect(advice.reasons[0]).toMatchObject({ rule: "C03", words: [] });
  });
  it("one weak word beside a transaction leaves it utility, less surely", () => {
    const advice = adviseCategory(body("Your order {{1}} comes with a gift receipt in the parcel."));
    expect(advice).toMatchObject({ category: "utility", strength: "weak" });
  });
  it("a label and a tone alone do not make an advertisement", () => {
    expect(adviseCategory(buttons(quick("Learn more"))).category).toBe("utility");
  });
  it("Meta's own text is authentication", () => {
    const otp = defineTemplate({ name: "otp", language: "en", category: "authentication" });
    expect(adviseCategory(otp)).toMatchObject({ category: "authentication", strength: "strong" });
  });
  it("says of a declared marketing template that it could be utility", () => {
    expect(adviseCategory(request({ category: "MARKETING" }))).toMatchObject({
      category: "utility",
      declared: "marketing",
    });
  });
});
