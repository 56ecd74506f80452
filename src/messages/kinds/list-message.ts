import * as z from "zod";
import { once } from "../../core/index.js";
import { checkMessage, items, text } from "../check-message.js";
import type { OutgoingMessage } from "../outgoing-message.js";
import { replyId } from "./buttons-message.js";
import { defined } from "./image-message.js";
import { duplicates, partsToWire, type TextHeader, textHeader } from "./interactive-parts.js";

const ROWS = 10;

export const listSchema = once(() =>
  z
    .strictObject({
      header: z.strictObject(textHeader(), { error: "a list takes only a text header: { text }" }).optional(),
      body: text(4096),
      footer: text(60).optional(),
      button: text(20),
      sections: items(
        z.strictObject({
          title: text(24).optional(),
          rows: items(
            z.strictObject({ id: replyId(200), title: text(24), description: text(72).optional() }),
            ROWS,
            { what: "row" },
          ),
        }),
        10,
        { what: "section" },
      ),
    })
    .superRefine(({ sections }, context) => {
      const rows = sections.flatMap((section) => section.rows);
      const issue = (message: string): void =>
        context.addIssue({ code: "custom", path: ["sections"], message });
      if (rows.length > ROWS)
        issue(`at most ${String(ROWS)} rows over all sections, got ${String(rows.length)}`);
      if (duplicates(rows.map(({ id }) => id)).length > 0) issue("row ids must differ");
      if (sections.length > 1 && sections.some(({ title }) => title === undefined))
        issue("with several sections each needs a title");
    }),
);

/** One row of a list. */
export interface ListRow {
  /** Comes back in the reply: 1 to 200 characters. */
  readonly id: string;
  /** 1 to 24 characters. */
  readonly title: string;
  /** 1 to 72 characters. */
  readonly description?: string | undefined;
}

/** Text with a button that opens a list. */
export interface ListMessageInput {
  readonly header?: TextHeader | undefined;
  /** 1 to 4096 characters. */
  readonly body: string;
  readonly footer?: string | undefined;
  /** Label of the button that opens the list: 1 to 20 characters. */
  readonly button: string;
  /** 1 to 10 sections; at most 10 rows over all of them. */
  readonly sections: readonly { readonly title?: string | undefined; readonly rows: readonly ListRow[] }[];
}

/** Text with a list to choose from. @throws ValidationError `INVALID_MESSAGE`. */
export function listMessage(input: ListMessageInput): OutgoingMessage {
  const { button, sections, ...parts } = checkMessage("list", listSchema(), input);
  return {
    kind: "interactive",
    wire: {
      type: "interactive",
      interactive: {
        type: "list",
        ...partsToWire(parts),
        action: {
          button,
          sections: sections.map(({ title, rows }) =>
            defined({ title, rows: rows.map((row) => defined(row)) }),
          ),
        },
      },
    },
  };
}
