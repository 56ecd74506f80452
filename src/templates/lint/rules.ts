import type { LintRule } from "./lint-rule.js";
import { C01 } from "./rules/c01-promotion.js";
import { C02 } from "./rules/c02-transaction.js";
import { C03 } from "./rules/c03-retail.js";
import { C04 } from "./rules/c04-season.js";
import { C05 } from "./rules/c05-cart.js";
import { C06 } from "./rules/c06-reengagement.js";
import { C07 } from "./rules/c07-app.js";
import { C08 } from "./rules/c08-survey.js";
import { C09 } from "./rules/c09-unclear.js";
import { C10 } from "./rules/c10-tone.js";
import { C11 } from "./rules/c11-buttons.js";
import { C12 } from "./rules/c12-one-time-code.js";
import { L01 } from "./rules/l01-name.js";
import { L02 } from "./rules/l02-name-reuse.js";
import { L03 } from "./rules/l03-creation-rate.js";
import { L04 } from "./rules/l04-count.js";
import { L05 } from "./rules/l05-edits.js";
import { L06 } from "./rules/l06-components.js";
import { L07 } from "./rules/l07-header.js";
import { L08 } from "./rules/l08-body.js";
import { L09 } from "./rules/l09-footer.js";
import { L10 } from "./rules/l10-buttons.js";
import { L11 } from "./rules/l11-url.js";
import { L12 } from "./rules/l12-braces.js";
import { L13 } from "./rules/l13-sequence.js";
import { L14 } from "./rules/l14-named.js";
import { L15 } from "./rules/l15-leading-trailing.js";
import { L16 } from "./rules/l16-adjacent.js";
import { L17 } from "./rules/l17-density.js";
import { L18 } from "./rules/l18-special-characters.js";
import { L19 } from "./rules/l19-samples.js";
import { L20 } from "./rules/l20-narrower-limits.js";
import { L21 } from "./rules/l21-language.js";
import { L22 } from "./rules/l22-shorteners.js";
import { L23 } from "./rules/l23-foreign-domain.js";
import { L24 } from "./rules/l24-emoji.js";
import { L25 } from "./rules/l25-authentication.js";
import { L26 } from "./rules/l26-limited-time-offer.js";
import { L27 } from "./rules/l27-ttl.js";
import { M01 } from "./rules/m01-opt-out.js";
import { M02 } from "./rules/m02-business-name.js";
import { M03 } from "./rules/m03-advertisement-label.js";
import { M04 } from "./rules/m04-threats.js";
import { M05 } from "./rules/m05-sensitive-data.js";
import { M06 } from "./rules/m06-length.js";
import { M07 } from "./rules/m07-duplicate.js";
import { M08 } from "./rules/m08-regulated.js";

/** Every rule: L for the format, C for the category, M for the content. */
export const RULES: readonly LintRule[] = [
  L01,
  L02,
  L03,
  L04,
  L05,
  L06,
  L07,
  L08,
  L09,
  L10,
  L11,
  L12,
  L13,
  L14,
  L15,
  L16,
  L17,
  L18,
  L19,
  L20,
  L21,
  L22,
  L23,
  L24,
  L25,
  L26,
  L27,
  C01,
  C02,
  C03,
  C04,
  C05,
  C06,
  C07,
  C08,
  C09,
  C10,
  C11,
  C12,
  M01,
  M02,
  M03,
  M04,
  M05,
  M06,
  M07,
  M08,
];
