import type { TemplateRecord, TemplateStore } from "../../templates/index.js";
import { pair } from "./memory-state.js";

export function memoryTemplates(): TemplateStore {
  const records = new Map<string, TemplateRecord>();
  const keyOf = (account: string, name: string, language: string): string =>
    pair(pair(account, name), language);
  return {
    get: async (account, name, language) => records.get(keyOf(account, name, language)),
    list: async (account) => [...records.values()].filter((record) => record.businessAccountId === account),
    put: async (record) => {
      const key = keyOf(record.businessAccountId, record.name, record.language);
      const known = records.get(key);
      if (known !== undefined && known.updatedAt > record.updatedAt) return;
      records.set(key, Object.freeze(structuredClone(record)));
    },
  };
}
