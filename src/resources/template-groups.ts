import * as z from "zod";
import { answer, success } from "./answer.js";
import { get, list, post, remove } from "./endpoint.js";
import { id, text } from "./fields.js";
import { resource } from "./resource.js";

/** A named set of templates (Meta, February 2025). A template is in one group at most. */
export interface TemplateGroup {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly creationTime?: string | number;
  readonly updateTime?: string | number;
}

const GROUP_FIELDS = ["id", "name", "description", "creation_time", "update_time"];

export const createTemplateGroups = resource("templateGroups", () => ({
  list: list({
    path: "/{businessAccountId}/template_groups",
    fields: GROUP_FIELDS,
    item: answer<TemplateGroup>("id"),
  }),
  get: get({ path: "/{templateGroupId}", fields: GROUP_FIELDS, answer: answer<TemplateGroup>("id") }),
  create: post({
    path: "/{businessAccountId}/template_groups",
    input: {
      /** Unique in the account. */
      name: text(256),
      description: text(512, 0).optional(),
      whatsappBusinessTemplates: z.array(id()).min(1),
    },
    answer: answer<{ readonly id: string }>("id"),
  }),
  update: post({
    path: "/{templateGroupId}",
    input: {
      name: text(256).optional(),
      description: text(512, 0).optional(),
      addTemplates: z.array(id()).optional(),
      removeTemplates: z.array(id()).optional(),
    },
    repeatable: true,
    answer: success,
  }),
  delete: remove({ path: "/{templateGroupId}", answer: success }),
}));
