/** Templates: definitions and their types, binding, rendering, and the registry of the account's templates. */
export { compareTemplates } from "./account/compare-templates.js";
export type { CompareOptions, TemplateDifference } from "./account/compare-templates.js";
export { templateFromJson } from "./account/template-from-json.js";
export type { TemplateFromJson } from "./account/template-from-json.js";
export { templateJson } from "./account/template-json.js";
export type { TemplateJson } from "./account/template-json.js";
export { bindTemplate } from "./bind-template.js";
export type { BoundTemplate } from "./bind-template.js";
export { compareWithRecord } from "./compare-with-record.js";
export type { TemplateMismatch } from "./compare-with-record.js";
export { toCreateRequest } from "./create-request.js";
export type { TemplateCreateRequest } from "./create-request.js";
export { defineTemplate, isTemplate, steadyTemplate } from "./define-template.js";
export type {
  ButtonDefinition,
  CatalogButtonDefinition,
  ContactInfoButtonDefinition,
  CopyCodeButtonDefinition,
  FlowButtonDefinition,
  MultiProductButtonDefinition,
  OrderDetailsButtonDefinition,
  OtpButtonDefinition,
  PhoneNumberButtonDefinition,
  QuickReplyDefinition,
  SingleProductButtonDefinition,
  UrlButtonDefinition,
  VoiceCallButtonDefinition,
} from "./button-definition.js";
export {
  adviseCategory,
  findPromotion,
  formatFindings,
  LINT_RULES,
  lintTemplate,
  lintTemplates,
} from "./lint/index.js";
export type {
  CategoryAdvice,
  CategoryReason,
  FindingLocation,
  FormatOptions,
  LintableTemplate,
  LintAccount,
  LintFinding,
  LintOptions,
  LintRuleInfo,
  LintSeverity,
  Promotion,
  StoredTemplate,
} from "./lint/index.js";
export { renderTemplate } from "./render-template.js";
export type { RenderedButton, RenderedCard, RenderedTemplate } from "./rendered-template.js";
export type {
  AuthenticationTemplateInput,
  CardDefinition,
  HeaderDefinition,
  TemplateDefinition,
  TemplateInput,
  TextTemplateInput,
  VariableKind,
} from "./template-definition.js";
export type {
  CallValue,
  CatalogValue,
  CurrencyValue,
  DateTimeValue,
  DocumentValue,
  FlowValue,
  LocationValue,
  OrderStatusValue,
  ParamsArgument,
  ParamsOf,
  ProductsValue,
  ProductValue,
} from "./template-params.js";
export { recordReader } from "./record-reader.js";
export { parseTemplateRecord } from "./template-record.js";
export type { TemplateFact } from "./template-record.js";
export { createTemplateRegistry } from "./template-registry.js";
export type { TemplateRegistry, TemplatesChanged } from "./template-registry.js";
export type {
  TemplateComponentRecord,
  TemplateQuality,
  TemplateRecord,
  TemplateStatus,
  TemplateStore,
} from "./template-store.js";
