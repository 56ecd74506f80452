import { withoutVariables } from "./text/fold.js";
import { languageWords, type LanguageWords } from "./text/language-words.js";
import { tokenise, type TokenText } from "./text/word-matcher.js";

/** Words of a text that promote: some always, some only among others. */
export interface PromoWords {
  /** Selling whatever stands around them: "discount", "shop now". */
  readonly strong: readonly string[];
  /** Selling more often than not: "free", "gift", "offer". */
  readonly weak: readonly string[];
}

/**
 * The words that make Meta read a message as marketing (compliance sheet C01), by language. Ours, from common usage;
 * read by no native speaker of most of them yet.
 *
 * @param language - Meta's code: `en`, `pt_BR`. English words also count where texts take them over: Hindi, Arabic, ...
 */
export function promoWords(text: string, language: string): PromoWords {
  return promoWordsIn(tokenise(withoutVariables(text)), language);
}

/** The same for a text that is in pieces already; `alone`: without the English words of other languages' texts. */
export function promoWordsIn(text: TokenText, language: string, alone = false): PromoWords {
  const fine = harmless(text, language, alone);
  const plain =
    fine.length === 0
      ? text
      : tokenise(fine.reduce((rest, phrase) => rest.replaceAll(phrase, " "), text.folded));
  const strong = strongWords(plain, language, alone);
  const within = (word: string): boolean => strong.some((found) => found.includes(word));
  return { strong, weak: weakWords(plain, language, alone).filter((word) => !within(word)) };
}

const STRONG: LanguageWords = {
  en: "sale, flash sale, discount*, #% off, # off, #% discount, promo, promo code, promotion, promotional, coupon, coupons, voucher, vouchers, cashback, cash back, limited time, limited offer, hurry, last chance, don't miss, dont miss, miss out, exclusive offer*, special offer*, best offer*, great offer*, new offer*, offer ends, offer valid, offers end, new arrival*, new collection, shop now, buy now, order now, book now, grab yours, grab it, get yours, check out our, discover our, explore our, introducing, pre-approved, preapproved, buy one get one, bogo, free gift, refer a friend, refer and earn, earn rewards, lowest price*, best price*, best deal*, great deal*, hot deal*, while stocks last, ends soon, ends tonight, selling fast, back in stock, black friday, cyber monday, clearance, you may also like, you might also like, recommended for you, you have won, you've won, lucky draw, limited stock, only # left, subscribe now, upgrade now, sign up today, act now, don't wait, giveaway",
  es: "descuento*, rebaja*, promocion*, promo, codigo promocional, cupon, cupones, #% off, #% de descuento, #% menos, oferta especial, ofertas especiales, oferta exclusiva, ofertas exclusivas, oferta limitada, super oferta, ofertas, tiempo limitado, ultima oportunidad, ultimas horas, no te lo pierdas, no se lo pierda, no te pierdas, aprovecha, aproveche, compra ya, compra ahora, compre ahora, pide ya, ordena ya, nueva coleccion, novedades, descubre, descubra nuestr*, 2x1, liquidacion, mejores precios, mejor precio, preaprobado, pre-aprobado, preaprobada, invita a un amigo, vales de descuento, regalo gratis, date prisa, hasta agotar existencias, tambien te puede gustar, te recomendamos, sorteo, participa y gana, has ganado, oportunidad unica, reembolso en efectivo, buen fin, black friday",
  pt: "desconto*, promocao, promocoes, promocional, liquidacao, cupom, cupons, cupao, cupoes, #% off, #% de desconto, oferta especial, ofertas especiais, oferta exclusiva, ofertas, oferta imperdivel, tempo limitado, ultima chance, ultimas horas, nao perca, aproveite, compre agora, compre ja, peca ja, peca agora, garanta ja, garanta o seu, nova colecao, lancamento*, novidades, conheca nosso*, conheca nossa*, frete gratis, melhores precos, melhor preco, pre-aprovado, pre-aprovada, indique um amigo, indique e ganhe, cashback, brinde, sorteio, voce ganhou, corra, enquanto durar o estoque, voce tambem pode gostar, black friday, queima de estoque",
  fr: "soldes, promo, promos, promotion, promotions, code promo, reduction*, #% de remise, #% de reduction, -#%, bon d'achat, bons d'achat, bon de reduction, bons plans, offre speciale, offres speciales, offre exclusive, offres exclusives, offre limitee, offre promotionnelle, nos offres, duree limitee, temps limite, derniere chance, derniers jours, depechez-vous, ne manquez pas, ne ratez pas, profitez, profitez-en, achetez maintenant, commandez maintenant, commandez vite, nouvelle collection, nouveautes, decouvrez, vente privee, ventes privees, vente flash, destockage, meilleur prix, meilleurs prix, pre-approuve, parrainez, parrainage, cadeau offert, vous avez gagne, tirage au sort, vous aimerez aussi, jusqu'a epuisement, black friday",
  de: "rabatt*, sale, schlussverkauf, sonderangebot*, #% rabatt, #% reduziert, #% gunstiger, prozente, gutschein, gutscheine, gutscheincode, rabattcode, aktionscode, promo, promotion, nur fur kurze zeit, nur heute, nur noch heute, letzte chance, nicht verpassen, verpassen sie, verpasse, jetzt kaufen, jetzt bestellen, jetzt shoppen, jetzt sichern, jetzt zugreifen, jetzt buchen, neue kollektion, neuheiten, neu eingetroffen, neu im sortiment, entdecken sie, entdecke, exklusive angebote, exklusives angebot, unsere angebote, aktuelle angebote, top-angebot*, bestpreis*, schnappchen, solange der vorrat reicht, freunde werben, empfehlen sie uns, gewinnspiel, sie haben gewonnen, vorab genehmigt, das konnte ihnen auch gefallen, sichern sie sich, sichere dir, black friday",
  it: "sconto, sconti, scontato, scontati, saldi, promo, promozione, promozioni, codice promozionale, codice sconto, coupon, buono sconto, #% di sconto, offerta speciale, offerte speciali, offerta esclusiva, offerte, offerta limitata, tempo limitato, ultima occasione, ultime ore, affrettati, non perdere, non perderti, approfitta, approfittane, acquista ora, compra ora, compra subito, ordina ora, nuova collezione, novita, nuovi arrivi, scopri, scopra, svendita, miglior prezzo, migliori prezzi, pre-approvato, invita un amigo, invita un amico, hai vinto, estrazione a premi, ti potrebbe piacere, fino a esaurimento scorte, black friday",
  nl: "korting, kortingen, kortingscode, uitverkoop, sale, opruiming, #% korting, aanbieding, aanbiedingen, actiecode, waardebon, waardebonnen, cadeaubon, tijdelijke aanbieding, tijdelijk voordeel, beperkte tijd, alleen vandaag, laatste kans, mis het niet, mis niet, haast je, koop nu, bestel nu, shop nu, profiteer, nieuwe collectie, nieuw binnen, ontdek, exclusieve aanbieding*, beste prijs, beste prijzen, zolang de voorraad strekt, nodig een vriend uit, je hebt gewonnen, win een, vooraf goedgekeurd, misschien vind je dit ook leuk, black friday",
  pl: "rabat*, znizk*, promocj*, wyprzedaz*, kod promocyjny, kod rabatowy, kupon*, #% taniej, #% rabatu, okazj*, oferta specjalna, specjalna oferta, tylko dzis, ograniczony czas, ostatnia szansa, nie przegap, pospiesz sie, kup teraz, zamow teraz, skorzystaj z, nowa kolekcja, nowosci, odkryj, najlepsza cena, najlepsze ceny, najnizsze ceny, do wyczerpania zapasow, polec znajomemu, wygrales, konkurs, black friday",
  ro: "reducere, reduceri, promotie, promotii, cod promotional, cupon, voucher, #% reducere, oferta speciala, oferte speciale, oferte, timp limitat, ultima sansa, nu rata, nu ratati, grabeste-te, cumpara acum, comanda acum, profita, colectie noua, noutati, descopera, cel mai bun pret, in limita stocului, invita un prieten, ai castigat, black friday",
  tr: "indirim*, kampanya*, firsat*, promosyon*, kupon*, hediye ceki, %# indirim, yuzde # indirim, ozel teklif*, sinirli sure, sinirli sayida, son sans, son firsat, son gun, kacirma*, acele et*, hemen al*, simdi al*, simdi satin al*, hemen siparis*, siparis ver*, yeni sezon, yeni koleksiyon, yeni urun*, kesfet*, kesfedin, en iyi fiyat*, stoklarla sinirli, arkadasini davet et, cekilis*, kazandiniz, para iadesi kazan*, on onayli, efsane cuma",
  ru: "скидк*, распродаж*, акция, акции, акцию, промокод*, купон*, ваучер*, кэшбэк*, кешбэк*, выгодн*, спецпредложени*, специальное предложение, эксклюзивное предложение, ограниченное время, только сегодня, последний шанс, не упустите, не пропустите, успейте, спешите, торопитесь, купите сейчас, купить сейчас, закажите сейчас, заказать сейчас, новая коллекция, новинк*, новое поступление, лучшая цена, лучшие цены, пригласите друга, приведи друга, розыгрыш*, вы выиграли, предодобрен*, вам также может понравиться, черная пятница, дарим",
  uk: "знижк*, розпродаж*, акція, акції, акцію, промокод*, купон*, ваучер*, кешбек*, вигідн*, спеціальна пропозиція, ексклюзивна пропозиція, обмежений час, лише сьогодні, останній шанс, не пропустіть, встигніть, поспішайте, купити зараз, замовте зараз, замовляйте, нова колекція, новинк*, найкраща ціна, найкращі ціни, запросіть друга, розіграш*, ви виграли, чорна п'ятниця, даруємо",
  ar: "خصم, خصومات, الخصم, تخفيض, تخفيضات, التخفيضات, عرض خاص, عروض, العروض, عرض حصري, عروض حصريه, كوبون, كود الخصم, قسيمه, قسائم, لفتره محدوده, فرصه اخيره, اخر فرصه, لا تفوت, لا تفوتوا, سارع, سارعوا, تسوق الان, اشتر الان, اشتري الان, اطلب الان, احجز الان, وصل حديثا, مجموعه جديده, اكتشف, اكتشفوا, كاش باك, استرداد نقدي, افضل سعر, افضل الاسعار, ادع صديق, سحب علي, لقد ربحت, مبروك ربحت, الجمعه البيضاء, موافقه مسبقه, حتي نفاد الكميه",
  fa: "تخفیف*, حراج*, کد تخفیف, پیشنهاد ویژه, پیشنهادات ویژه, فرصت محدود, آخرین فرصت, از دست ندهید, همین حالا بخرید, هم اکنون بخرید, خرید کنید, جدیدترین, قرعه کشی, برنده شدید, بهترین قیمت, کوپن*",
  he: "מבצע, מבצעים, במבצע, הנחה, הנחות, בהנחה, קופון, קופונים, קוד קופון, שובר הנחה, לזמן מוגבל, הזדמנות אחרונה, אל תפספסו, אל תפספס, מהרו, קנו עכשיו, קנה עכשיו, הזמינו עכשיו, קולקציה חדשה, חדש בחנות, גלו את, המחיר הטוב ביותר, קאשבק, חבר מביא חבר, הגרלה, זכית, זכיתם, בלאק פריידי, עד גמר המלאי",
  hi: "छूट, ऑफर, ऑफ़र, सेल, डिस्काउंट, कूपन, वाउचर, कैशबैक, प्रोमो, प्रोमो कोड, #% की छूट, #% छूट, सीमित समय, आखिरी मौका, अंतिम मौका, मौका न चूकें, मौका ना चूकें, जल्दी करें, जल्दी कीजिए, अभी खरीदें, अभी ख़रीदें, अभी ऑर्डर करें, अभी बुक करें, नया कलेक्शन, नए कलेक्शन, सबसे कम दाम, सबसे कम कीमत, प्री-अप्रूव्ड, पूर्व-स्वीकृत, दोस्त को रेफर, रेफर करें, आपने जीता, लकी ड्रॉ, chhoot, chhut, abhi kharide*, abhi order kare*, jaldi kare*",
  bn: "ছাড়, ছাড়ে, ডিসকাউন্ট, অফার, অফারে, সেল, কুপন, ভাউচার, ক্যাশব্যাক, প্রোমো, #% ছাড়, সীমিত সময়, শেষ সুযোগ, মিস করবেন না, তাড়াতাড়ি করুন, এখনই কিনুন, এখনই অর্ডার করুন, নতুন কালেকশন, সেরা দাম, লটারি, আপনি জিতেছেন",
  mr: "सवलत, सूट, ऑफर, सेल, डिस्काउंट, कूपन, व्हाउचर, कॅशबॅक, #% सूट, #% सवलत, मर्यादित वेळ, मर्यादित कालावधी, शेवटची संधी, संधी चुकवू नका, त्वरा करा, आत्ताच खरेदी करा, आता खरेदी करा, नवीन कलेक्शन, सर्वात कमी किंमत",
  gu: "છૂટ, ડિસ્કાઉન્ટ, ઓફર, ઑફર, સેલ, કૂપન, વાઉચર, કેશબેક, #% છૂટ, મર્યાદિત સમય, છેલ્લી તક, ચૂકશો નહીં, ઉતાવળ કરો, હમણાં ખરીદો, અત્યારે ખરીદો, નવું કલેક્શન",
  pa: "ਛੋਟ, ਛੂਟ, ਡਿਸਕਾਊਂਟ, ਆਫਰ, ਆਫ਼ਰ, ਸੇਲ, ਕੂਪਨ, ਕੈਸ਼ਬੈਕ, ਸੀਮਤ ਸਮਾਂ, ਆਖਰੀ ਮੌਕਾ, ਹੁਣੇ ਖਰੀਦੋ",
  ta: "தள்ளுபடி, தள்ளுபடியில், சலுகை, சலுகைகள், ஆஃபர், விற்பனை, கூப்பன், கேஷ்பேக், #% தள்ளுபடி, குறுகிய காலம், கடைசி வாய்ப்பு, தவறவிடாதீர்கள், இப்போதே வாங்குங்கள், இப்போது வாங்க, இப்போதே ஆர்டர், புதிய வருகை",
  te: "తగ్గింపు, డిస్కౌంట్, ఆఫర్, ఆఫర్లు, సేల్, కూపన్, క్యాష్‌బ్యాక్, క్యాష్బ్యాక్, #% తగ్గింపు, పరిమిత కాలం, చివరి అవకాశం, మిస్ అవ్వకండి, ఇప్పుడే కొనండి, ఇప్పుడే ఆర్డర్ చేయండి, కొత్త కలెక్షన్",
  kn: "ರಿಯಾಯಿತಿ, ಡಿಸ್ಕೌಂಟ್, ಆಫರ್, ಸೇಲ್, ಕೂಪನ್, ಕ್ಯಾಶ್‌ಬ್ಯಾಕ್, ಸೀಮಿತ ಅವಧಿ, ಕೊನೆಯ ಅವಕಾಶ, ಈಗಲೇ ಖರೀದಿಸಿ, ತಪ್ಪಿಸಿಕೊಳ್ಳಬೇಡಿ",
  ml: "കിഴിവ്, ഡിസ്കൗണ്ട്, ഓഫർ, ഓഫറുകൾ, സെയിൽ, കൂപ്പൺ, ക്യാഷ്ബാക്ക്, പരിമിത കാല, അവസാന അവസരം, ഇപ്പോൾ വാങ്ങൂ, നഷ്ടപ്പെടുത്തരുത്",
  ur: "رعایت, چھوٹ, ڈسکاؤنٹ, آفر, سیل, کوپن, کیش بیک, محدود وقت, آخری موقع, موقع ہاتھ سے نہ جانے دیں, جلدی کریں, ابھی خریدیں, ابھی آرڈر کریں, نئی کلیکشن",
  id: "diskon, promo, promosi, potongan harga, obral, kupon, voucher, cashback, #% off, diskon #%, penawaran spesial, penawaran khusus, penawaran terbatas, waktu terbatas, kesempatan terakhir, jangan lewatkan, jangan sampai ketinggalan, buruan, segera beli, beli sekarang, pesan sekarang, belanja sekarang, koleksi baru, koleksi terbaru, produk baru, harga terbaik, harga termurah, gratis ongkir, ajak teman, undian, selamat anda menang, selama persediaan masih ada, harbolnas",
  ms: "diskaun, promosi, promo, potongan harga, jualan murah, jualan gudang, kupon, baucar, pulangan tunai, #% diskaun, tawaran istimewa, tawaran hebat, tawaran terhad, masa terhad, peluang terakhir, jangan lepaskan, jangan terlepas, cepat beli, beli sekarang, pesan sekarang, koleksi baharu, koleksi baru, harga terbaik, cabutan bertuah, anda menang, selagi stok masih ada",
  fil: "diskwento, bawas-presyo, promo, sale, voucher, limitadong panahon, huling pagkakataon, huwag palampasin, wag palampasin, bilhin na, bumili na, mag-order na, bagong koleksyon, libreng regalo",
  th: "ส่วนลด, ลดราคา, ลด#%, ลด #%, โปรโมชั่น, โปรโมชัน, โปรพิเศษ, โปรเด็ด, ข้อเสนอพิเศษ, คูปอง, โค้ดส่วนลด, เครดิตเงินคืน, เวลาจำกัด, โอกาสสุดท้าย, ห้ามพลาด, อย่าพลาด, รีบเลย, ช้อปเลย, ช้อปตอนนี้, ซื้อเลย, สั่งซื้อเลย, สินค้าใหม่, คอลเลกชันใหม่, ราคาดีที่สุด, ชวนเพื่อน, ลุ้นรับ, จับรางวัล",
  vi: "giam gia, khuyen mai, khuyen mai lon, uu dai, uu dai dac biet, ma giam gia, phieu giam gia, voucher, giam #%, hoan tien, thoi gian co han, co hoi cuoi, dung bo lo, nhanh tay, mua ngay, dat hang ngay, dat ngay, hang moi ve, bo suu tap moi, gia tot nhat, gia soc, gioi thieu ban be, rut tham, ban da trung thuong",
  zh: "优惠, 優惠, 折扣, 打折, 特价, 特價, 促销, 促銷, 优惠券, 優惠券, 优惠码, 優惠碼, 折价券, 折價券, 返现, 返現, 满减, 滿減, 限时, 限時, 最后机会, 最後機會, 不要错过, 不要錯過, 别错过, 別錯過, 抢购, 搶購, 立即购买, 立即購買, 马上购买, 马上抢, 立即抢, 立即搶, 新品上市, 新品, 新到货, 最低价, 最低價, 超值, 推荐好友, 推薦好友, 抽奖, 抽獎, 中奖, 中獎, 双十一, 黑五, 爆款, 清仓, 清倉",
  ja: "セール, 割引, 値引き, 特価, 特別価格, 限定オファー, 特別オファー, クーポン, プロモーション, プロモコード, キャッシュバック, 期間限定, 数量限定, 最後のチャンス, お見逃しなく, お急ぎください, 今すぐ購入, 今すぐ注文, 今すぐチェック, 新商品, 新作, 新入荷, 最安値, お得, お友達紹介, 抽選で, 当選, タイムセール, おすすめ商品, キャンペーン, #%オフ, #%off",
  ko: "할인, 세일, 특가, 특별 혜택, 쿠폰, 프로모션, 캐시백, 한정 기간, 기간 한정, 한정 수량, 마지막 기회, 놓치지 마세요, 서두르세요, 지금 구매, 지금 주문, 지금 바로 구매, 신상품, 신제품, 최저가, 친구 추천, 경품, 당첨, 이벤트 참여, 추천 상품, 블랙프라이데이",
  sw: "punguzo, ofa, ofa maalum, promosheni, kuponi, vocha, muda mfupi, nafasi ya mwisho, usikose, haraka, nunua sasa, agiza sasa, bidhaa mpya, bei nafuu, bei bora, umeshinda, bahati nasibu, ofa kabambe",
  af: "afslag, uitverkoping, spesiale aanbod, spesiale aanbieding, promosie, koepon, geskenkbewys, #% afslag, beperkte tyd, laaste kans, moenie mis nie, moet dit nie misloop nie, koop nou, bestel nou, nuwe reeks, beste prys, jy het gewen, terwyl voorraad hou",
};

const WEAK: LanguageWords = {
  en: "offer, offers, deal, deals, save, savings, free, gift, gifts, reward, rewards, bonus, win, winner, winners, exclusive, exclusively, upgrade, refer, reserved for you, special price, unlock, treat yourself, today only, this weekend only, join now, try it now, best seller*, trending, perfect gift",
  es: "oferta, gratis, regalo, regalos, ahorra, ahorre, ahorro, premio, premios, recompensa*, bono, gana, exclusivo, exclusiva, solo hoy, solo por hoy, disfruta, disfrute, mejora tu plan",
  pt: "oferta, gratis, gratuito, presente, presentes, economize, economia, premio, premios, recompensa*, bonus, ganhe, exclusivo, exclusiva, so hoje, somente hoje",
  fr: "offre, offres, gratuit, gratuite, gratuits, cadeau, cadeaux, economisez, recompense*, bonus, gagnez, exclusif, exclusive, aujourd'hui seulement, remise",
  de: "angebot, angebote, gratis, geschenk, geschenke, sparen, ersparnis, pramie*, bonus, gewinnen, exklusiv*, aktion",
  it: "offerta, gratis, gratuito, regalo, regali, risparmia, risparmio, premio, premi, bonus, vinci, esclusiv*, solo oggi",
  nl: "gratis, cadeau, cadeaus, bespaar, besparing, beloning*, bonus, winnen, exclusief, exclusieve, actie, voordeel",
  pl: "gratis, darmow*, za darmo, prezent*, oszczedz*, nagrod*, bonus*, wygraj, oferta, oferty, ekskluzywn*",
  ro: "oferta, gratuit*, cadou, cadouri, economiseste, premiu, premii, bonus, castiga, exclusiv*",
  tr: "ucretsiz, bedava, hediye*, odul*, bonus*, kazan*, ozel, avantaj*, teklif*, tasarruf*",
  ru: "бесплатн*, подар*, экономьте, экономия, приз*, бонус*, выиграйте, эксклюзивн*, предложени*, наград*",
  uk: "безкоштовн*, подарун*, заощаджуйте, економте, приз*, бонус*, виграйте, ексклюзивн*, пропозиці*, винагород*",
  ar: "مجاني, مجانا, هديه, هدايا, وفر, وفروا, جائزه, جوائز, مكافاه, مكافات, اربح, حصري, حصريا, عرض, بونص",
  fa: "رایگان, هدیه, جایزه, پاداش, ویژه, برنده",
  he: "חינם, מתנה, מתנות, חסכו, פרס, פרסים, בונוס, בלעדי, הטבה, הטבות",
  hi: "मुफ्त, मुफ़्त, फ्री, उपहार, तोहफा, तोहफ़ा, बचत, बचाएं, इनाम, बोनस, जीतें, विशेष, डील, रिवॉर्ड, muft, tohfa, bachat",
  bn: "ফ্রি, বিনামূল্যে, উপহার, সাশ্রয়, পুরস্কার, বোনাস, জিতুন, বিশেষ",
  mr: "मोफत, फ्री, भेट, बचत, बक्षीस, बोनस, जिंका, खास",
  gu: "મફત, ફ્રી, ભેટ, બચત, ઇનામ, બોનસ, જીતો, ખાસ",
  pa: "ਮੁਫਤ, ਮੁਫ਼ਤ, ਤੋਹਫ਼ਾ, ਬਚਤ, ਇਨਾਮ",
  ta: "இலவச*, பரிசு, சேமிக்க, போனஸ், வெல்லுங்கள், சிறப்பு",
  te: "ఉచిత*, బహుమతి, ఆదా, బోనస్, గెలుచుకోండి, ప్రత్యేక",
  kn: "ಉಚಿತ, ಉಡುಗೊರೆ, ಉಳಿಸಿ, ಬೋನಸ್, ವಿಶೇಷ",
  ml: "സൗജന്യ*, സമ്മാന*, ലാഭിക്കൂ, ബോണസ്, പ്രത്യേക",
  ur: "مفت, تحفہ, بچت, انعام, بونس, خصوصی",
  id: "gratis, hadiah, hemat, bonus, menangkan, eksklusif, penawaran, spesial, reward",
  ms: "percuma, hadiah, jimat, bonus, menangi, eksklusif, tawaran, istimewa, ganjaran",
  fil: "libre, regalo, tipid, premyo, bonus, manalo, eksklusibo",
  th: "ฟรี, ด่วน, ของขวัญ, ของแถม, ประหยัด, รางวัล, โบนัส, พิเศษ, สิทธิพิเศษ",
  vi: "mien phi, qua tang, tiet kiem, phan thuong, doc quyen, trung thuong",
  zh: "免费, 免費, 赠送, 贈送, 礼品, 禮品, 奖励, 獎勵, 独家, 獨家, 专享, 專享, 升级, 福利",
  ja: "無料, プレゼント, 特典, ボーナス, 限定, おすすめ",
  ko: "무료, 선물, 사은품, 혜택, 보너스, 적립, 한정",
  sw: "bure, zawadi, okoa, bonasi, shinda, kipekee",
  af: "gratis, geskenk*, bespaar, prys wen, bonus, wen, eksklusief, aanbod",
};

/** Phrases that hold a word of the lists and sell nothing. */
const HARMLESS: LanguageWords = {
  en: "point of sale, bill of sale, sale deed, sale order, sale agreement, sales order, feel free, toll free, toll-free, free of charge, duty free, free trial, free time, sugar free, gluten free, is free now, hassle free, save this number, save our number, save this contact, save our contact, save the date, save this message, save this code, save your ticket, save your pass, save your progress, save your changes, save this ticket, save time, offer letter, job offer, your offer on, offer of admission, offer of employment, we offer our apologies, deal with, great deal of, system upgrade, upgrade our system*, upgrade work, scheduled upgrade, refer to, please refer, exclusive of, win back access, reward points balance, promotion to, exam promotion, gift card balance, discount applied, last chance to appeal, learn more about your",
  es: "oferta de trabajo, oferta de empleo, libre de gastos, descuento aplicado, linea gratuita, numero gratuito, llamada gratuita",
  pt: "oferta de emprego, proposta e oferta, ligacao gratuita, desconto aplicado, economia domestica, esta presente, estar presente, estiver presente",
  fr: "offre d'emploi, numero gratuit, appel gratuit, remise en main propre, remise de votre colis, remise du colis, remise des cles, date de remise",
  de: "stellenangebot*, angebot nr, angebotsnummer, ihr angebot vom, gebuhrenfrei, in aktion",
  it: "offerta di lavoro, numero verde gratuito, chiamata gratuita",
  nl: "gratis telefoonnummer, onderneem actie, actie vereist, actie nodig",
  pl: "oferta pracy, bezplatna infolinia",
  tr: "ozel gun*, ozel numara, ozel kod, teklif numara*",
  ru: "бесплатный звонок, звонок бесплатный, бесплатная линия",
  vi: "binh thuong, thuong xuyen, thong thuong, thuong tru, thuong mai",
  id: "tanpa biaya, bebas pulsa",
};

const strongWords = languageWords(STRONG);
const weakWords = languageWords(WEAK);
const harmless = languageWords(HARMLESS);
