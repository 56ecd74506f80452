import type { SqliteDatabase } from "waypost/sqlite";
import type { Language } from "./catalogue.js";

export interface Order {
  readonly id: string;
  /** Whom it is for, as WhatsApp names them. */
  readonly customer: string;
  readonly name: string;
  readonly language: Language;
  readonly product: string;
  readonly rupees: number;
}

/** The shop's own data, in the same SQLite file as Waypost's. */
export class Orders {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    database.exec(
      "CREATE TABLE IF NOT EXISTS shop_order (number INTEGER PRIMARY KEY, customer TEXT, name TEXT, language TEXT, product TEXT, rupees INTEGER, inbound TEXT UNIQUE)",
    );
  }

  /** One order per tap: a webhook that comes twice finds the order it made. */
  place(order: Omit<Order, "id">, inboundMessageId: string): Order {
    this.#database
      .prepare(
        "INSERT INTO shop_order (customer, name, language, product, rupees, inbound) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (inbound) DO NOTHING",
      )
      .run(order.customer, order.name, order.language, order.product, order.rupees, inboundMessageId);
    return orderOf(
      this.#database.prepare("SELECT * FROM shop_order WHERE inbound = ?").get(inboundMessageId),
    );
  }

  get(id: string): Order {
    return orderOf(
      this.#database.prepare("SELECT * FROM shop_order WHERE number = ?").get(Number(id.slice(2)) - 1_000),
    );
  }
}

function orderOf(row: unknown): Order {
  const { number, customer, name, language, product, rupees } = row as Record<string, string | number>;
  return {
    id: `A-${String(1_000 + Number(number))}`,
    customer: String(customer),
    name: String(name),
    language: language === "hi" ? "hi" : "en",
    product: String(product),
    rupees: Number(rupees),
  };
}
