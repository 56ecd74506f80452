import {
  addressRequestMessage,
  audioMessage,
  buttonsMessage,
  callButtonMessage,
  callPermissionRequestMessage,
  carouselMessage,
  catalogMessage,
  contactInfoRequestMessage,
  contactsMessage,
  documentMessage,
  flowMessage,
  imageMessage,
  listMessage,
  locationMessage,
  locationRequestMessage,
  orderMessage,
  orderStatusMessage,
  type OutgoingMessage,
  productCarouselMessage,
  productListMessage,
  productMessage,
  reactionMessage,
  stickerMessage,
  templateMessage,
  textMessage,
  urlButtonMessage,
  videoMessage,
} from "../../../src/messages/index.js";

export const LINK = "https://asha.example/a.jpg";
export const ORDER = {
  body: "Your order",
  referenceId: "A-1001",
  goods: "physical-goods",
  currency: "INR",
  payment: { type: "upi_intent_link", settings: { link: "upi://pay?pa=asha@upi" } },
  items: [
    { productId: "quilt", name: "Quilt", amount: 249_900, saleAmount: 199_900, quantity: 2 },
    { productId: "scarf", name: "Scarf", amount: 49_900, quantity: 1 },
  ],
  tax: { amount: 10_000 },
  shipping: { amount: 5_000, description: "Courier" },
  discount: { amount: 20_000, programName: "Diwali" },
} as const;
/** Brazil's simplified form: the amount alone. */
export const ORDER_TOTAL = {
  body: "Seu pedido",
  referenceId: "A-1002",
  goods: "physical-goods",
  currency: "BRL",
  payment: {
    type: "pix_dynamic_code",
    settings: { code: "00020101", merchantName: "Asha", key: "39580525000189", keyType: "CNPJ" },
  },
  totalAmount: 50_000,
} as const;

/** One message of every kind. */
export const SAMPLES: Readonly<Record<string, OutgoingMessage>> = {
  text: textMessage({ body: "hello", previewUrl: true }),
  image: imageMessage({ link: LINK, caption: "c" }),
  video: videoMessage({ id: "1", caption: "c" }),
  audio: audioMessage({ id: "1" }),
  voice: audioMessage({ id: "1", voice: true }),
  document: documentMessage({ link: LINK, caption: "c", fileName: "bill.pdf" }),
  sticker: stickerMessage({ id: "1" }),
  location: locationMessage({
    latitude: 26.9124,
    longitude: 75.7873,
    name: "Asha Stores",
    address: "Johari Bazaar",
  }),
  contacts: contactsMessage([
    {
      name: { formattedName: "Asha Devi", firstName: "Asha" },
      phones: [{ phone: "+911415550100", type: "WORK", waId: "911415550100" }],
      emails: [{ email: "asha@asha.example", type: "WORK" }],
      urls: [{ url: "https://asha.example", type: "WORK" }],
      addresses: [{ city: "Jaipur", country: "India", countryCode: "IN", type: "WORK" }],
      org: { company: "Asha Stores", title: "Owner" },
      birthday: "1985-03-21",
    },
  ]),
  reaction: reactionMessage({ messageId: "wamid.1", emoji: "👍🏽" }),
  buttons: buttonsMessage({
    header: { image: { link: LINK } },
    body: "b",
    footer: "f",
    buttons: [{ id: "y", title: "Yes" }],
  }),
  list: listMessage({
    body: "b",
    button: "Open",
    sections: [{ title: "s", rows: [{ id: "1", title: "One", description: "d" }] }],
  }),
  urlButton: urlButtonMessage({
    header: { text: "h" },
    body: "b",
    button: "Track",
    url: "https://asha.example/t",
  }),
  flow: flowMessage({ body: "b", button: "Book", flowId: "1", token: "t", screen: "START", data: { a: 1 } }),
  flowExchange: flowMessage({
    body: "b",
    button: "Book",
    flowName: "booking",
    dataExchange: true,
    draft: true,
  }),
  product: productMessage({ catalogId: "1", productId: "quilt", body: "b", footer: "f" }),
  productList: productListMessage({
    catalogId: "1",
    header: { text: "h", subText: "s" },
    body: "b",
    sections: [{ title: "t", productIds: ["quilt", "scarf"] }],
  }),
  catalog: catalogMessage({ body: "b", footer: "f", thumbnailProductId: "quilt" }),
  locationRequest: locationRequestMessage({ body: "Where are you?" }),
  addressRequest: addressRequestMessage({
    body: "Where to?",
    country: "IN",
    values: { city: "Jaipur", in_pin_code: "302001" },
    savedAddresses: [{ id: "home", value: { city: "Jaipur" } }],
    validationErrors: { in_pin_code: "We do not deliver there" },
  }),
  contactInfoRequest: contactInfoRequestMessage({ body: "May we have your number?" }),
  callPermissionRequest: callPermissionRequestMessage({ body: "May we call?" }),
  callButton: callButtonMessage({ body: "b", button: "Call us", ttlMinutes: 60, payload: "order-1" }),
  carousel: carouselMessage({
    body: "b",
    cards: [
      { image: { link: LINK }, body: "one", button: "See", url: "https://asha.example/1" },
      { image: { link: LINK }, body: "two", button: "See", url: "https://asha.example/2" },
    ],
  }),
  replyCarousel: carouselMessage({
    body: "b",
    cards: [
      { video: { link: LINK }, replies: [{ id: "1", title: "One" }] },
      { video: { link: LINK }, replies: [{ id: "2", title: "Two" }] },
    ],
  }),
  productCarousel: productCarouselMessage({ body: "b", catalogId: "1", productIds: ["quilt", "scarf"] }),
  order: orderMessage(ORDER),
  orderTotal: orderMessage(ORDER_TOTAL),
  orderStatus: orderStatusMessage({
    body: "Shipped",
    referenceId: "A-1001",
    status: "shipped",
    description: "By courier",
    payment: { status: "captured", at: 1_700_000_000_000 },
  }),
};

/** The same kinds with what the samples above leave out, so that every property stands somewhere. */
export const VARIANTS: Readonly<Record<string, OutgoingMessage>> = {
  image: imageMessage({ id: "1" }),
  video: videoMessage({ link: LINK }),
  audio: audioMessage({ link: LINK }),
  document: documentMessage({ id: "1" }),
  sticker: stickerMessage({ link: LINK }),
  contacts: contactsMessage([
    {
      name: {
        formattedName: "Dr Asha Devi Sharma MA",
        firstName: "Asha",
        middleName: "Devi",
        lastName: "Sharma",
        prefix: "Dr",
        suffix: "MA",
      },
      addresses: [
        { street: "Johari Bazaar 1", city: "Jaipur", state: "RJ", zip: "302001", country: "India" },
      ],
      org: { company: "Asha Stores", department: "Sales" },
    },
  ]),
  ...Object.fromEntries(
    [
      { image: { id: "1" } },
      { video: { id: "1" } },
      { video: { link: LINK } },
      { document: { id: "1" } },
      { document: { link: LINK, fileName: "bill.pdf" } },
    ].map((header, n) => [
      `buttons${String(n)}`,
      buttonsMessage({ header, body: "b", buttons: [{ id: "y", title: "Yes" }] }),
    ]),
  ),
  templateButton: templateMessage({
    name: "order_shipped",
    language: "en",
    components: [
      {
        type: "button",
        sub_type: "quick_reply",
        index: "0",
        parameters: [{ type: "payload", payload: "p" }],
      },
    ],
  }),
};
