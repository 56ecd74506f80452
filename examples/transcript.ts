import { styleText } from "node:util";
import type { ConsentStatus, SendNotice } from "waypost";
import type { PhoneMessage } from "waypost/simulator";

type Style = Parameters<typeof styleText>[0];

/** Writes what happens as it happens: who said what, which rule decided, what the registry holds. */
export class Transcript {
  readonly #write: (line: string) => void;
  readonly #colour: boolean;

  constructor(write: (line: string) => void, colour: boolean) {
    this.#write = write;
    this.#colour = colour;
  }

  title(text: string): void {
    this.#write("");
    this.#write(this.#style("bold", `== ${text} ==`));
  }

  time(now: number): void {
    this.#write("");
    this.#write(this.#style("dim", `-- ${new Date(now).toUTCString()} --`));
  }

  note(text: string): void {
    this.#write(this.#style("dim", `   ${text}`));
  }

  person(name: string, text: string): void {
    this.#write(`${this.#style("green", `${name.padEnd(6)} >`)} ${text}`);
  }

  shop(message: PhoneMessage): void {
    const label = `${this.#style("cyan", "Shop   <")} `;
    const lines = [message.header, ...message.body.split("\n"), message.footer].filter(
      (line) => line !== undefined,
    );
    this.#write(label + lines.join("\n         "));
    if (message.rows.length > 0) {
      for (const { title, description } of message.rows)
        this.#write(`           - ${title}${description === undefined ? "" : ` (${description})`}`);
    }
    if (message.buttons.length > 0)
      this.#write(`           ${message.buttons.map(({ title }) => `[${title}]`).join(" ")}`);
  }

  decision(notice: SendNotice): void {
    const what =
      notice.template === undefined ? notice.kind : `template ${notice.template} (${notice.category ?? "?"})`;
    if (notice.duplicate) {
      this.#write(this.#style("yellow", `         ${what}: already sent, nothing leaves`));
    } else if (notice.decision?.action === "allow") {
      this.#write(this.#style("dim", `         ${what}: allowed by ${notice.decision.rule}`));
    } else if (notice.decision !== undefined) {
      const { code, rule, message, fix } = notice.decision;
      this.#write(this.#style("red", `         ${what}: ${notice.state}, ${code} (${rule})`));
      this.#write(`           ${message}`);
      this.#write(`           ${fix}`);
    }
  }

  registry(name: string, status: ConsentStatus): void {
    const scopes = (["utility", "marketing"] as const).map((scope) => {
      const { state, method, since } = status.state(scope);
      return `${scope} ${state}${method === undefined ? "" : ` by ${method}`}${since === undefined ? "" : `, ${since.slice(0, 16)}Z`}`;
    });
    const held = status.marketingHold === undefined ? "" : "; marketing waits for an answer";
    this.#write(
      this.#style(
        "magenta",
        `         registry, ${name} ${String(status.user)}: ${scopes.join("; ")}${held} (revision ${String(status.revision)})`,
      ),
    );
  }

  table(title: string, rows: readonly (readonly string[])[]): void {
    this.title(title);
    const widths = (rows[0] ?? []).map((_cell, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0)),
    );
    for (const row of rows)
      this.#write(
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd(),
      );
  }

  #style(style: Style, text: string): string {
    return this.#colour ? styleText(style, text) : text;
  }
}
