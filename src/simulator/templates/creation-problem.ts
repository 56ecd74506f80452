import type { GraphFailure } from "../graph-failure.js";
import { authenticationProblem } from "./creation/authentication-problem.js";
import { buttonsProblem } from "./creation/buttons-problem.js";
import { carouselProblem } from "./creation/carousel-problem.js";
import { compositionProblem } from "./creation/composition-problem.js";
import { bodyProblem, footerProblem, formatProblem, headerProblem } from "./creation/text-problems.js";
import { offerProblem } from "./creation/offer-problem.js";
import { settingsProblem } from "./creation/settings-problem.js";
import type { TemplateDraft } from "./template-draft.js";

export type { TemplateDraft } from "./template-draft.js";

type Check = (draft: TemplateDraft) => GraphFailure | undefined;

/** Meta writes one-time codes itself: few checks are left. */
const CODES: readonly Check[] = [settingsProblem, compositionProblem, authenticationProblem];
const TEXTS: readonly Check[] = [
  settingsProblem,
  compositionProblem,
  headerProblem,
  bodyProblem,
  footerProblem,
  formatProblem,
  offerProblem,
  buttonsProblem,
  carouselProblem,
];

/** What Meta refuses at once when a template is created or edited (compliance sheet L01 to L27). Pure. */
export function creationProblem(draft: TemplateDraft): GraphFailure | undefined {
  for (const check of draft.category === "AUTHENTICATION" ? CODES : TEXTS) {
    const problem = check(draft);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
