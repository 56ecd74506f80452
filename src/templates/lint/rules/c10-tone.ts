import type { LintIssue, LintRule } from "../lint-rule.js";
import { replaceVariables } from "../text/measure.js";
import { shownTexts } from "../view-parts.js";

/** Written in capitals without shouting. */
const ABBREVIATIONS = new Set(
  "OTP SMS PDF PIN INR USD EUR GBP BRL MXN IDR TRY AED SAR EMI KYC GST VAT IVA NIF CPF RFC UPI ATM ETA PNR AWB FAQ SIM VIP UTC GMT IST CET ISO QR ID URL API APP DHL UPS USPS FEDEX IMEI IBAN SWIFT BIC NEFT IMPS RTGS PAN TDS PDF CSV SLA CRM HR IT MRI ECG CT STOP STOPP BAJA NHS COD RMA SKU DNI CURP NPWP KTP BPJS PLN".split(
    " ",
  ),
);
const PARTY =
  /[\u{1F4B0}\u{1F4B8}\u{1F911}\u{1F4B5}\u{1F4B6}\u{1F4B7}\u{1F525}\u{1F389}\u{1F38A}\u{1F973}\u{1F381}\u{1F6CD}\u{1F929}\u{1F4A5}\u{2728}]/gu;

export const C10: LintRule = {
  id: "C10",
  severity: "warning",
  title: "A utility template speaks calmly",
  why: "More than one exclamation mark, words in capitals and emoji of money, fire and parties read like persuasion.",
  fix: "Write plainly.",
  check: (view) => {
    if (view.category !== "utility") return [];
    const texts = shownTexts(view).map(({ text }) => replaceVariables(text, " "));
    const all = texts.join("\n");
    const issues: LintIssue[] = [];
    const marks = all.match(/[!！¡]+/g)?.filter((mark) => mark !== "¡") ?? [];
    const count = marks.join("").replace(/¡/g, "").length;
    if (count > 1) issues.push({ field: "body", message: `${String(count)} exclamation marks.` });
    const capitals = [...new Set(all.match(/(?<![\p{L}\p{N}-])\p{Lu}{3,}(?![\p{L}\p{N}-])/gu) ?? [])].filter(
      (word) => !ABBREVIATIONS.has(word),
    );
    if (capitals.length > 1)
      issues.push({ field: "body", words: capitals, message: `Words in capitals: ${capitals.join(", ")}.` });
    const party = [...new Set(all.match(PARTY) ?? [])];
    if (party.length > 0)
      issues.push({ field: "body", words: party, message: `Emoji of selling: ${party.join(" ")}.` });
    return issues;
  },
};
