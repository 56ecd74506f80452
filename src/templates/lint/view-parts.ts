import type { ButtonView, HeaderView, TemplateView, TextView } from "./template-view.js";

/** Every body: of the template and of its cards. */
export function bodiesOf(view: TemplateView): readonly TextView[] {
  return [view.body, ...(view.cards ?? []).map((card) => card.body)].filter((text) => text !== undefined);
}

/** Every header: of the template and of its cards. */
export function headersOf(view: TemplateView): readonly HeaderView[] {
  return [view.header, ...(view.cards ?? []).map((card) => card.header)].filter((part) => part !== undefined);
}

/** Every button: of the template and of its cards. */
export function allButtons(view: TemplateView): readonly ButtonView[] {
  return [...(view.buttons ?? []), ...(view.cards ?? []).flatMap((card) => card.buttons)];
}

/** Texts whose variables Meta counts as named or positional together: header and bodies, not URLs. */
export function parameterTexts(view: TemplateView): readonly TextView[] {
  return [...headersOf(view).map((header) => header.text), ...bodiesOf(view)].filter(
    (text) => text !== undefined,
  );
}

/** Every text with variables: header, bodies and URLs. */
export function variableTexts(view: TemplateView): readonly TextView[] {
  return [
    ...parameterTexts(view),
    ...allButtons(view)
      .map((button) => button.url)
      .filter((url) => url !== undefined),
  ];
}

/** What a person reads, part by part: header, offer, bodies, footer and the labels of buttons. */
export function shownTexts(view: TemplateView): readonly { readonly field: string; readonly text: string }[] {
  const { offer, footer } = view;
  return [
    ...parameterTexts(view).map(({ field, text }) => ({ field, text })),
    ...(offer === undefined ? [] : [{ field: "limitedTimeOffer.text", text: offer.text }]),
    ...(footer === undefined ? [] : [{ field: footer.field, text: footer.text }]),
    ...allButtons(view).flatMap(({ field, label }) =>
      label === undefined ? [] : [{ field: `${field}.text`, text: label }],
    ),
  ];
}

/** Header, bodies and footer: the message itself, without its buttons. */
export function messageText(view: TemplateView): string {
  return [...parameterTexts(view), view.footer]
    .map((part) => part?.text ?? "")
    .filter((text) => text !== "")
    .join("\n");
}
