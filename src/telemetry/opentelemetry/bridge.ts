import { AsyncLocalStorage } from "node:async_hooks";
import { type Channel, type TracingChannel } from "node:diagnostics_channel";
import {
  type Attributes,
  context,
  type Meter,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import {
  doubtChannel,
  type DoubtNotice,
  httpChannel,
  qualityChannel,
  type QualityNotice,
  sendChannel,
  webhookChannel,
} from "../channels.js";
import { limitGauges, type LimitsState } from "./limit-gauges.js";

/** Tracer, meter and limits that the bridge uses. */
export interface OpenTelemetryOptions {
  /** Default: the global tracer `waypost`. */
  readonly tracer?: Tracer | undefined;
  /** Default: the global meter `waypost`. */
  readonly meter?: Meter | undefined;
  /** `() => waypost.limits.snapshot()`: also gauges of what waits for each number, and at which pace it goes. */
  readonly limits?: (() => LimitsState) | undefined;
}

/** The bridge under way. */
export interface OpenTelemetryBridge {
  /** Stops making spans and counting. */
  disable(): void;
}

/**
 * Spans and metrics from Waypost's tracing channels, in this process.
 *
 * Spans: `waypost.send`, under it `waypost.http`; `waypost.webhook`. Metrics: `waypost.sends` (by state, category and
 * code), `waypost.refusals` (refused and held sends by code), `waypost.send.wait` (milliseconds for a token),
 * `waypost.in_doubt` (sends of this process that nobody answered yet) and `waypost.doubts` (how they began and ended),
 * `waypost.quality` (3 green, 2 yellow, 1 red, 0 unknown, by template or number), `waypost.http.requests` (by status),
 * `waypost.webhook.events` (by type); with `limits`, `waypost.limits.waiting` and `waypost.limits.pace` by number.
 * Attributes name no person and carry no content.
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): OpenTelemetryBridge {
  const tracer = options.tracer ?? trace.getTracer("waypost");
  const meter = options.meter ?? metrics.getMeter("waypost");
  const sends = meter.createCounter("waypost.sends", { description: "Sends by what became of them" });
  const refusals = meter.createCounter("waypost.refusals", {
    description: "Sends that were refused or held, by code",
  });
  const inDoubt = meter.createUpDownCounter("waypost.in_doubt", {
    description: "Sends of this process that left and that nobody answered yet",
  });
  const doubts = meter.createCounter("waypost.doubts", {
    description: "Sends in doubt: began, accepted after all, given up",
  });
  const quality = meter.createGauge("waypost.quality", {
    description: "What Meta thinks of a template or number: 3 green, 2 yellow, 1 red, 0 unknown",
  });
  const waits = meter.createHistogram("waypost.send.wait", {
    unit: "ms",
    description: "Time that a send waited for a token of its number",
  });
  const requests = meter.createCounter("waypost.http.requests", { description: "Graph calls by status" });
  const events = meter.createCounter("waypost.webhook.events", { description: "Webhook events by type" });

  const bridges = [
    bridge(sendChannel, tracer, {
      name: "waypost.send",
      kind: SpanKind.PRODUCER,
      attributes: ({
        sendId,
        kind,
        phoneNumberId,
        template,
        category,
        state,
        code,
        waitedMs,
        duplicate,
      }) => ({
        "waypost.send.id": sendId,
        "waypost.send.kind": kind,
        "waypost.phone_number_id": phoneNumberId,
        ...some("waypost.template.name", template),
        ...some("waypost.template.category", category),
        ...some("waypost.send.state", state),
        ...some("waypost.code", code),
        ...some("waypost.send.wait_ms", waitedMs),
        ...some("waypost.send.duplicate", duplicate),
      }),
      count: ({ kind, category, state, code, waitedMs }) => {
        const attributes = {
          kind,
          state: state ?? "failed",
          ...some("category", category),
          ...some("code", code),
        };
        sends.add(1, attributes);
        if (state === "refused" || state === "held") refusals.add(1, attributes);
        if (waitedMs !== undefined) waits.record(waitedMs, { kind, ...some("category", category) });
      },
    }),
    bridge(httpChannel, tracer, {
      name: "waypost.http",
      kind: SpanKind.CLIENT,
      attributes: ({ method, path, status }) => ({
        "http.request.method": method,
        "url.path": path,
        ...some("http.response.status_code", status),
      }),
      count: ({ method, status }) => {
        requests.add(1, { method, status: status ?? 0 });
      },
    }),
    bridge(webhookChannel, tracer, {
      name: "waypost.webhook",
      kind: SpanKind.CONSUMER,
      attributes: ({ type, attempt }) => ({ "waypost.event.type": type, "waypost.event.attempt": attempt }),
      count: ({ type }, failed) => {
        events.add(1, { type, failed });
      },
    }),
    listen<DoubtNotice>(doubtChannel, ({ change }) => {
      doubts.add(1, { change });
      inDoubt.add(change === "began" ? 1 : -1);
    }),
    listen<QualityNotice>(qualityChannel, ({ of, name, language, quality: now }) => {
      // Other news of a number is of its limits.
      if (of === "phone_number" && GRADES[now] === undefined) return;
      quality.record(GRADES[now] ?? 0, { of, ...some("template", name), ...some("language", language) });
    }),
    ...(options.limits === undefined ? [] : [limitGauges(meter, options.limits)]),
  ];
  return {
    disable: () => {
      for (const stop of bridges) stop();
    },
  };
}

/** Of a number Meta tells only that its quality fell too low, or rose again. */
const GRADES: Readonly<Record<string, number>> = { GREEN: 3, YELLOW: 2, RED: 1, UNFLAGGED: 3, FLAGGED: 1 };

const parents = new AsyncLocalStorage<Span>();

interface Shape<Trace> {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: (trace: Trace) => Attributes;
  readonly count: (trace: Trace, failed: boolean) => void;
}

/** One channel's spans. Returns what stops them. */
function bridge<Trace extends object>(
  on: TracingChannel<unknown, Trace>,
  tracer: Tracer,
  shape: Shape<Trace>,
): () => void {
  const spans = new WeakMap<object, Span>();
  const open = (message: Trace): Span => {
    const parent = parents.getStore();
    const under = parent === undefined ? context.active() : trace.setSpan(context.active(), parent);
    const span = tracer.startSpan(shape.name, { kind: shape.kind }, under);
    spans.set(message, span);
    return span;
  };
  const fail = (message: Trace & { readonly error?: unknown }): void => {
    const { error } = message;
    const code = (error as { readonly code?: unknown } | undefined)?.code;
    // The message of an error may quote what a person wrote: its code is enough.
    spans.get(message)?.setStatus({ code: SpanStatusCode.ERROR, ...some("message", textOf(code)) });
  };
  const close = (message: Trace & { readonly error?: unknown }): void => {
    const span = spans.get(message);
    spans.delete(message);
    span?.setAttributes(shape.attributes(message));
    span?.end();
    shape.count(message, message.error !== undefined);
  };
  const subscribers = { asyncEnd: close, error: fail };
  on.start.bindStore(parents, (message) => open(message));
  on.asyncEnd.subscribe(subscribers.asyncEnd as never);
  on.error.subscribe(subscribers.error as never);
  return () => {
    on.start.unbindStore(parents);
    on.asyncEnd.unsubscribe(subscribers.asyncEnd as never);
    on.error.unsubscribe(subscribers.error as never);
  };
}

function listen<Notice>(on: Channel, hear: (notice: Notice) => void): () => void {
  const heard = (message: unknown): void => {
    hear(message as Notice);
  };
  on.subscribe(heard);
  return () => on.unsubscribe(heard);
}

function some(key: string, value: string | number | boolean | undefined): Attributes {
  return value === undefined ? {} : { [key]: value };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
