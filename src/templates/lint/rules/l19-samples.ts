import { isPosition } from "../../variables.js";
import type { LintIssue, LintRule } from "../lint-rule.js";
import type { TextView } from "../template-view.js";
import { isText } from "../text/measure.js";
import { allButtons, headersOf, parameterTexts } from "../view-parts.js";

const MEDIA = ["image", "video", "gif", "document"];

export const L19: LintRule = {
  id: "L19",
  severity: "error",
  title: "Every variable and every media header has a sample",
  why: "Meta's reviewers see the template with its samples. A definition may leave out the sample file of a header: it is needed only where the template is created.",
  fix: "Give a sample that looks like a real value.",
  refusedBy: "creation",
  subcodes: [2388043],
  check: (view) => {
    if (view.category === "authentication" || view.source === "account") return [];
    const urls = allButtons(view).flatMap(({ type, url }) =>
      type === "url" && url !== undefined ? [url] : [],
    );
    return [
      ...parameterTexts(view).flatMap((text) =>
        textIssues(text, text.field.endsWith("header.text") ? "header" : undefined),
      ),
      ...urls.flatMap((text) => textIssues(text, "url")),
      ...headersOf(view).flatMap(({ field, format, sampled }): LintIssue[] =>
        MEDIA.includes(format) && !sampled
          ? [
              {
                field: `${field}.example`,
                severity: view.source === "definition" ? "warning" : "error",
                message: `The ${format} has no sample file.`,
                fix: "Upload one with resources.media.createUploadHandle and give its handle.",
              },
            ]
          : [],
      ),
    ];
  },
};

/** Where a sample is given: `examples.name` of the template or of the card. */
function textIssues({ field, samples }: TextView, slot: "header" | "url" | undefined): LintIssue[] {
  const card = /^cards\[\d+\]\./.exec(field)?.[0] ?? "";
  return Object.entries(samples).flatMap(([name, sample]) =>
    isText(sample)
      ? []
      : [
          {
            field: `${card}examples.${slot !== undefined && isPosition(name) ? slot : name}`,
            message: `The variable "${name.slice(0, 40)}" has no sample.`,
          },
        ],
  );
}
