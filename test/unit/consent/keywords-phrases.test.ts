import { describe, expect, it } from "vitest";
import { classifyKeyword } from "../../../src/consent/keywords/index.js";

const say = (text: string) => classifyKeyword({ source: "text", text });

describe("sentences that ask to stop (T3)", () => {
  it.each([
    ["en", "Please stop sending to me"],
    ["en", "could you stop sending these marketing messages"],
    ["en", "Don't text me"],
    ["en", "I told you do not contact me"],
    ["en", "remove me from your list"],
    ["en", "Take me off this list!"],
    ["en", "take me from the list"],
    ["en", "opt me out of this"],
    ["en", "unsubscribe me right now you people"],
    ["en", "no more promos from you"],
    ["en", "leave me alone"],
    ["en", "I withdraw my consent"],
    ["en", "this is spam"],
    ["en", "Stop messaging me. My order came yesterday"],
    ["es", "No me envíen más cosas"],
    ["es", "dejen de mandarme esto"],
    ["es", "no quiero recibir más publicidad"],
    ["es", "borren mi número"],
    ["pt", "parem de mandar isso"],
    ["pt", "Não me enviem mais nada"],
    ["pt", "não quero mais receber isso"],
    ["pt", "remova meu número"],
    ["fr", "arrêtez de m'envoyer ça"],
    ["fr", "ne m'écrivez plus"],
    ["fr", "Je ne souhaite plus recevoir vos messages"],
    ["de", "Bitte keine Werbung mehr schicken"],
    ["de", "Hören Sie auf mir zu schreiben"],
    ["de", "hoer auf mir zu schreiben"],
    ["de", "ich will die Einwilligung widerrufen"],
    ["it", "non scrivetemi più"],
    ["it", "non voglio più messaggi da voi"],
    ["nl", "stuur mij geen berichten meer"],
    ["hi", "mujhe msg mat bhejna"],
    ["hi", "मुझे मैसेज मत भेजिए"],
    ["hi", "मुझे संदेश नहीं चाहिए"],
    ["id", "tolong jangan kirim pesan lagi ya"],
    ["id", "jangan wa saya"],
    ["id", "Jangan hantar lagi"],
    ["ar", "لا ترسلوا لي رسائل"],
    ["ar", "توقفوا عن إرسال الإعلانات"],
    ["ru", "больше не пишите мне"],
    ["ru", "Уберите мой номер"],
    ["uk", "більше не надсилайте мені це"],
    ["tr", "bana bir daha mesaj atmayın"],
    ["tr", "beni listeden çıkarın"],
  ])("%s: %s", (language, text) => {
    expect(say(text)).toMatchObject({ kind: "opt_out_suspected", tier: "T3", language, method: "phrase" });
  });

  it("names Malay to a Malay speaker", () => {
    const match = classifyKeyword({
      source: "text",
      text: "jangan hantar mesej kepada saya",
      languages: ["ms"],
    });
    expect(match).toMatchObject({ tier: "T3", language: "ms" });
  });

  it.each([
    "do not send me the order yet",
    "please stop sending me the delivery",
    "don't contact me about the booking",
    "Remove me from the appointment",
    "no me envíen más el pedido",
    "ne m'envoyez plus la commande",
    "bitte keine Nachrichten mehr zur Bestellung",
    "не отправляйте заказ",
    "jangan kirim pesanan",
    "tidak mau pesanan ini",
    "لا ترسل لي شيئا من الطلبات",
  ])("an order noun in the clause vetoes: %s", (text) => {
    expect(say(text)).toEqual({ kind: "none" });
  });

  it.each([
    "please don't stop messaging me",
    "why did you stop texting me?",
    "you never write to me",
    "can you take me from the airport",
    "is this spam?",
    "jangan kirim barang dulu",
    "mesaj yazmak istiyorum",
    "mesaj atmadı",
    "nonstop texting meeting",
    "stop texting meat shops",
  ])("is not: %s", (text) => {
    expect(say(text)).toEqual({ kind: "none" });
  });
});
