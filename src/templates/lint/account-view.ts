import type { ButtonView, TemplateView, TextView } from "./template-view.js";

/** The account's template of this name and language. */
export function existingOf(view: TemplateView, account: readonly TemplateView[]): TemplateView | undefined {
  return account.find(({ name, language }) => name === view.name && language === view.language);
}

/** True when nothing differs that a person would notice; also when the account's content is not known. */
export function sameContent(view: TemplateView, held: TemplateView): boolean {
  if (held.components === undefined || view.category === "authentication") return true;
  return essence(view) === essence(held);
}

function essence({ header, body, footer, offer, buttons = [], cards = [] }: TemplateView): string {
  return JSON.stringify([
    [header?.format ?? null, textOf(header?.text)],
    textOf(body),
    footer?.text ?? null,
    offer ?? null,
    buttons.map(buttonOf),
    cards.map((card) => [card.header?.format ?? null, textOf(card.body), card.buttons.map(buttonOf)]),
  ]);
}

function textOf(text: TextView | undefined): string | null {
  return text?.text ?? null;
}

/** Meta shows the variable of a URL as {{1}}, whatever it is called in code. */
function buttonOf({ type, label, url, phoneNumber }: ButtonView): readonly unknown[] {
  return [
    type,
    type === "copy_code" ? null : (label ?? null),
    url?.text.replace(/\{\{[^{}]*\}\}$/, "{{1}}") ?? null,
    phoneNumber ?? null,
  ];
}
