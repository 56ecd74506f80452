/** Templates: definitions and their types, binding, rendering, and the registry of the account's templates. */
export { bindTemplate } from "./bind-template.js";
export type { BoundTemplate } from "./bind-template.js";
export { compareWithRecord } from "./compare-with-record.js";
export type { TemplateMismatch } from "./compare-with-record.js";
export { toCreateRequest } from "./create-request.js";
export type { TemplateCreateRequest } from "./create-request.js";
export { defineTemplate, isTemplate } from "./define-template.js";
export { renderTemplate } from "./render-template.js";
export type { RenderedTemplate } from "./render-template.js";
export type {
  AuthenticationTemplateInput,
  ButtonDefinition,
  HeaderDefinition,
  ParamsArgument,
  ParamsOf,
  TemplateDefinition,
  TemplateInput,
  TextTemplateInput,
} from "./template-definition.js";
export { parseTemplateRecord } from "./template-record.js";
export type { TemplateFact } from "./template-record.js";
export { createTemplateRegistry } from "./template-registry.js";
export type { TemplateRegistry } from "./template-registry.js";
export type {
  TemplateComponentRecord,
  TemplateQuality,
  TemplateRecord,
  TemplateStatus,
  TemplateStore,
} from "./template-store.js";
