import type { Open } from "../../core/index.js";
import type { EventBase } from "./base.js";

/** Which template an event is about. */
export interface TemplateRef {
  readonly id?: string | undefined;
  readonly name: string;
  readonly language: string;
  readonly category?: string | undefined;
}

/** The status of a template changed. */
export interface TemplateStatusEvent extends EventBase {
  readonly type: "template_status";
  readonly template: TemplateRef;
  readonly status: Open<
    | "APPROVED"
    | "ARCHIVED"
    | "DELETED"
    | "DISABLED"
    | "FLAGGED"
    | "IN_APPEAL"
    | "LIMIT_EXCEEDED"
    | "LOCKED"
    | "PAUSED"
    | "PENDING"
    | "PENDING_DELETION"
    | "REINSTATED"
    | "REJECTED"
    | "UNARCHIVED"
  >;
  /** `ABUSIVE_CONTENT`, `INCORRECT_CATEGORY`, ...; left out when Meta says `NONE`. */
  readonly reason?: string | undefined;
  /** `FIRST_PAUSE`, `SECOND_PAUSE`, `RATE_LIMITING_PAUSE`, `UNPAUSE`, `DISABLED`. */
  readonly title?: string | undefined;
  /** What Meta says about the pause. */
  readonly description?: string | undefined;
  /** Of a disabled template. */
  readonly disabledAt?: number | undefined;
  /** Why Meta rejected the format, and what it recommends. */
  readonly rejection?:
    { readonly reason?: string | undefined; readonly recommendation?: string | undefined } | undefined;
}

/** The quality of a template changed. */
export interface TemplateQualityEvent extends EventBase {
  readonly type: "template_quality";
  readonly template: TemplateRef;
  readonly previousQuality?: string | undefined;
  readonly newQuality: Open<"GREEN" | "YELLOW" | "RED" | "UNKNOWN">;
}

/** A category change: announced (`correctCategory`) or done (`previousCategory`). */
export interface TemplateCategoryEvent extends EventBase {
  readonly type: "template_category";
  readonly template: TemplateRef;
  /** Of an announced change: the category that still holds. */
  readonly newCategory: string;
  readonly previousCategory?: string | undefined;
  readonly correctCategory?: string | undefined;
  /** When an announced change takes place. */
  readonly changesAt?: number | undefined;
}

/** Somebody edited the template's content, here or in WhatsApp Manager. */
export interface TemplateComponentsEvent extends EventBase {
  readonly type: "template_components";
  readonly template: TemplateRef;
  readonly components: {
    readonly body?: string | undefined;
    readonly header?: string | undefined;
    readonly footer?: string | undefined;
    readonly buttons: readonly {
      readonly type?: string | undefined;
      readonly text?: string | undefined;
      readonly url?: string | undefined;
    }[];
  };
}

/** Meta thinks that the template is in the wrong category; its payload is not documented by Meta. */
export interface TemplateCategoryDetectionEvent extends EventBase {
  readonly type: "template_category_detection";
  readonly template: TemplateRef;
  readonly currentCategory?: string | undefined;
  readonly correctCategory?: string | undefined;
}
