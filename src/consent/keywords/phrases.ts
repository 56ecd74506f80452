import { foldLetters, foldText } from "./fold-text.js";

/** A sentence that asks us to stop (tier T3). */
export interface PhraseHit {
  readonly language: string;
  /** The words of the message that say so, folded. */
  readonly phrase: string;
}

interface PhraseRow {
  readonly languages: readonly string[];
  /** Regular expressions over whole words; `[^ ]*` where any ending will do. Folded on first use, not the syntax. */
  readonly expressions: readonly string[];
}

const MESSAGES = "(messages|texts|ads|promos|promotions)";
// "don't stop messaging me" and "why did you stop texting me" ask for the opposite.
const NOT_NEGATED = "(?<!\\b(do not|don t|dont|never|did not|didn t|did you|why you) )";
// "you never write to me" complains of silence.
const NOT_A_COMPLAINT = "(?<!\\b(?<!(told|asked) )(you|u|they) )";

/** Seeds of compliance 4.4, narrowed where a seed would also catch the opposite or a request about goods. */
const ROWS: readonly PhraseRow[] = [
  {
    languages: ["en"],
    expressions: [
      `${NOT_NEGATED}(stop|quit) (sending|texting|messaging|contacting|spamming|writing)( to)? me`,
      `${NOT_NEGATED}(stop|quit) sending ((these|those|your|any|all|more|marketing) )*${MESSAGES}`,
      `${NOT_A_COMPLAINT}(do not|don t|dont|never) (message|text|contact|send|msg|write)( to)? me`,
      "remove me (from|off)",
      "take me (off|from (the|this|that|your) ([^ ]+ )?(list|group|database|system))",
      "opt me out",
      "unsubscribe me",
      `no more ${MESSAGES}`,
      "leave me alone",
      "withdraw (my )?consent",
      "this is spam",
    ],
  },
  {
    languages: ["es"],
    expressions: [
      "no me (envíe[ns]?|mande[ns]?|escriba[ns]?|contacte[ns]?) más",
      "dejen de (enviar|mandar|escribir)[^ ]*",
      "no quiero (recibir )?más (mensajes|publicidad)",
      "borr(en|ar) mi número",
    ],
  },
  {
    languages: ["pt"],
    expressions: [
      "(parem|pare|para) de (enviar|mandar)",
      "não (me )?(enviem|mandem|mande|envie) mais",
      "não quero (mais )?receber",
      "(tire|remova)m? (o )?meu (número|contato)",
    ],
  },
  {
    languages: ["fr"],
    expressions: [
      "(arrêtez?|arrêter|cessez) de m (envoyer|écrire|contacter)",
      "ne m (envoyez|écrivez|contactez) plus",
      "je ne (veux|souhaite) plus (recevoir|de messages)",
    ],
  },
  {
    languages: ["de"],
    expressions: [
      "(keine|keinen) (nachrichten|werbung|mails) mehr",
      "hoe?r(en|t)? (sie )?auf mir",
      "nicht mehr (schreiben|kontaktieren|anschreiben)",
      "einwilligung widerrufen",
    ],
  },
  {
    languages: ["it"],
    expressions: [
      "non (inviate|mandate|scrivete)mi più",
      "non voglio più (ricevere|messaggi)",
      "smettetela di (inviare|scrivere)[^ ]*",
    ],
  },
  {
    languages: ["nl"],
    expressions: ["stuurt? (me|mij) (geen|niet) (berichten )?meer", "geen berichten meer"],
  },
  {
    languages: ["hi"],
    expressions: [
      "(message|msg|sms|मैसेज|संदेश) (mat|मत|न) (bhej|भेज)[^ ]*",
      "pareshan mat kar[^ ]*",
      "मुझे (मैसेज|संदेश) नहीं चाहिए",
    ],
  },
  {
    languages: ["id", "ms"],
    // `jangan kirim barang` asks not to ship the goods: the object must be us, or nothing may follow.
    expressions: [
      "(jangan|stop) (kirim|hantar|wa|chat) (pesan|mesej|saya)",
      "^(jangan|stop) (kirim|hantar|wa|chat)( lagi)?$",
      "tidak mau (terima )?pesan",
    ],
  },
  {
    languages: ["ar"],
    expressions: ["لا (ترسل|ترسلو|ترسلوا) (لي )?(رسائل|شي)[^ ]*", "توقف(وا)? عن (ارسال|مراسل)[^ ]*"],
  },
  {
    languages: ["ru"],
    expressions: ["(больше )?не (пишите|присылайте|отправляйте)", "уберите (мой|меня)"],
  },
  { languages: ["uk"], expressions: ["(більше )?не (пишіть|надсилайте)"] },
  {
    languages: ["tr"],
    // `mesaj yazmak` (to write a message) and `mesaj atmadı` (did not) share the stem of the imperative.
    expressions: [
      "(bana )?(bir daha )?mesaj (atma|gönderme|yazma)(yın|yin)?(ız|iz)?",
      "beni (rahatsız etme(yin)?(iz)?|listeden çıkar(ın)?(ız)?)",
    ],
  },
];

/** Words that turn "stop" towards an order: `please stop sending me the order` (compliance 4.4; plurals, more languages). */
const ORDER_NOUNS = [
  "orders?|deliver(y|ies)|bookings?|appointments?|payments?|subscription plans?|refunds?|shipments?",
  "parcels?|invoices?|reservations?|pedidos?|commandes?|bestellung(en)?|ordin[ei]|encomendas?|bestelling(en)?",
  "заказ[^ ]*|замовлення|sipariş[^ ]*|pesanan[^ ]*|(ال)?طلب[^ ]*|ऑर्डर",
].join("|");

const CLAUSE_END = /[.,;:!?…،؛؟।॥。，、；：！？\r\n]+/u;

interface CompiledRow {
  readonly languages: readonly string[];
  readonly expression: RegExp;
}

let compiled: { readonly rows: readonly CompiledRow[]; readonly veto: RegExp } | undefined;

function expressions(): NonNullable<typeof compiled> {
  compiled ??= {
    rows: ROWS.map((row) => ({
      languages: row.languages,
      expression: wholeWords(row.expressions.join("|")),
    })),
    veto: wholeWords(ORDER_NOUNS),
  };
  return compiled;
}

function wholeWords(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${foldLetters(source)})(?![\\p{L}\\p{M}\\p{N}])`, "u");
}

/**
 * The first sentence in any language that asks us to stop and does not speak of an order in the same clause.
 * Clauses are cut at the punctuation of the message as written; `languages` only decides which language is named when
 * two share the phrase. Source: compliance 4.4.
 */
export function optOutPhrase(message: string, languages: ReadonlySet<string>): PhraseHit | undefined {
  const { rows, veto } = expressions();
  for (const clause of message.split(CLAUSE_END)) {
    const text = foldText(clause);
    if (text === "" || veto.test(text)) continue;
    for (const row of rows) {
      const phrase = row.expression.exec(text)?.[0];
      const language = row.languages.find((tag) => languages.has(tag)) ?? row.languages[0];
      if (phrase !== undefined && language !== undefined) return { language, phrase };
    }
  }
  return undefined;
}
