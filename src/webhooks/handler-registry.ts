import { eventNames, type EventName } from "./event-names.js";
import type { WebhookEvent } from "./events.js";

type AnyHandler<Context> = (event: WebhookEvent, context: Context) => unknown;

/** Handlers by the names of their events. */
export interface HandlerRegistry<Context> {
  on(name: EventName, handler: AnyHandler<Context>): void;
  /** Runs the event's handlers one after the other, specific names first. Returns what they threw. */
  dispatch(event: WebhookEvent, context: Context): Promise<unknown[]>;
  readonly empty: boolean;
}

const NONE: readonly never[] = [];

/** Handlers by event name. A failing handler does not keep the others from running. */
export function createHandlerRegistry<Context>(): HandlerRegistry<Context> {
  const handlers = new Map<string, AnyHandler<Context>[]>();
  return {
    on: (name, handler) => {
      handlers.set(name, [...(handlers.get(name) ?? []), handler]);
    },
    dispatch: async (event, context) => {
      const failures: unknown[] = [];
      for (const name of eventNames(event)) {
        for (const handler of handlers.get(name) ?? NONE) {
          try {
            await handler(event, context);
          } catch (error) {
            failures.push(error);
          }
        }
      }
      return failures;
    },
    get empty() {
      return handlers.size === 0;
    },
  };
}
