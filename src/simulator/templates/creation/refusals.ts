import { type GraphFailure, templateProblem } from "../../graph-failure.js";

export function badHeader(message: string): GraphFailure {
  return templateProblem(2388047, "Message header format is invalid", message);
}

export function badBody(message: string): GraphFailure {
  return templateProblem(2388072, "Message body format is invalid", message);
}

export function badFooter(message: string): GraphFailure {
  return templateProblem(2388073, "Footer is invalid", message);
}

export function tooLong(part: string, max: number): GraphFailure {
  return templateProblem(
    2388040,
    "Field exceeds its character limit",
    `The ${part} exceeds its limit of ${String(max)} characters.`,
  );
}

export function missingSample(part: string): GraphFailure {
  return templateProblem(
    2388043,
    "Sample is missing",
    `Every variable and media header needs a sample: the ${part} lacks one.`,
  );
}
