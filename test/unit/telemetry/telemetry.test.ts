import { channel, tracingChannel } from "node:diagnostics_channel";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { describe, expect, it } from "vitest";
import { openTelemetry } from "waypost/opentelemetry";
import { failSend, openWorld, optIn, RAVI, shipped } from "../../scenario/setup.js";

describe("tracing channels", () => {
  it("tell of sends, decisions, calls and events, without a person", async () => {
    const heard: [string, Record<string, unknown>][] = [];
    const note = (name: string) => (message: unknown) => {
      const { result: _result, ...rest } = message as Record<string, unknown>;
      heard.push([name, { ...rest }]);
    };
    const listeners = ["send", "http", "webhook"].map((name) => {
      const subscribers = { asyncEnd: note(name) };
      const traced = tracingChannel(`waypost:${name}`);
      traced.asyncEnd.subscribe(subscribers.asyncEnd);
      return () => traced.asyncEnd.unsubscribe(subscribers.asyncEnd);
    });
    const decided = note("decision");
    channel("waypost:decision").subscribe(decided);
    const { sim, waypost } = await openWorld();
    waypost.on("message.text", () => undefined);
    await waypost.messages.sendTemplate(shipped(sim)).catch(() => undefined);
    await optIn(waypost);
    await waypost.messages.sendTemplate(shipped(sim));
    await sim.user(RAVI).sendText("hello");
    await waypost.webhooks.idle();
    channel("waypost:decision").unsubscribe(decided);
    for (const stop of listeners) stop();
    const sends = heard.filter(([name]) => name === "send").map(([, trace]) => trace);
    expect(sends).toMatchObject([
      { state: "refused", code: "CONSENT_REQUIRED", template: "order_shipped" },
      { state: "accepted", category: "utility", duplicate: false },
    ]);
    expect(sends[1]?.waitedMs).toBeTypeOf("number");
    expect(heard.some(([name, trace]) => name === "decision" && trace.code === "CONSENT_REQUIRED")).toBe(
      true,
    );
    expect(heard.some(([name, trace]) => name === "http" && trace.status === 200)).toBe(true);
    expect(heard.some(([name, trace]) => name === "webhook" && trace.type === "message")).toBe(true);
    expect(JSON.stringify(heard)).not.toContain("9812345678");
    expect(JSON.stringify(heard)).not.toContain(sim.credentials.accessToken);
  });
});

describe("OpenTelemetry", () => {
  it("spans with their parents, and counts by state and code", async () => {
    const spans = new InMemorySpanExporter();
    const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
    const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 1e9 });
    const meters = new MeterProvider({ readers: [reader] });
    const bridge = openTelemetry({ tracer: tracers.getTracer("test"), meter: meters.getMeter("test") });
    const { sim, waypost } = await openWorld();
    await waypost.messages.sendTemplate(shipped(sim)).catch(() => undefined);
    await optIn(waypost);
    await waypost.templates.sync();
    await waypost.messages.sendTemplate(shipped(sim));
    bridge.disable();
    await waypost.messages.sendTemplate(shipped(sim, "A-2"));

    const sends = spans.getFinishedSpans().filter(({ name }) => name === "waypost.send");
    expect(sends.map(({ attributes }) => attributes["waypost.send.state"])).toEqual(["refused", "accepted"]);
    expect(sends[0]?.status).toEqual({ code: 2, message: "CONSENT_REQUIRED" });
    const accepted = sends[1]?.spanContext();
    const posts = spans
      .getFinishedSpans()
      .filter(
        ({ name, attributes }) => name === "waypost.http" && attributes["http.request.method"] === "POST",
      );
    expect(posts.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual([accepted?.spanId]);

    await reader.forceFlush();
    const counted = metrics
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap((scope) => scope.metrics)
      .find(({ descriptor }) => descriptor.name === "waypost.sends");
    expect(
      counted?.dataPoints.map(({ attributes, value }) => [attributes.state, attributes.code, value]),
    ).toEqual([
      ["refused", "CONSENT_REQUIRED", 1],
      ["accepted", undefined, 1],
    ]);
    expect(JSON.stringify(spans.getFinishedSpans().map(({ attributes }) => attributes))).not.toContain(
      "9812345678",
    );
    await meters.shutdown();
    await tracers.shutdown();
  });

  it("refusals by code, waits, doubts and how they end, quality, and what waits for a number", async () => {
    const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 1e9 });
    const meters = new MeterProvider({ readers: [reader] });
    const { sim, waypost } = await openWorld({ inDoubt: { then: "fail", afterMs: 60_000 } });
    const bridge = openTelemetry({
      meter: meters.getMeter("test"),
      limits: () => waypost.limits.snapshot(),
    });
    const collect = async (): Promise<Record<string, (readonly [unknown, unknown])[]>> => {
      metrics.reset();
      await reader.forceFlush();
      const all =
        metrics
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
      return Object.fromEntries(
        all.map(({ descriptor, dataPoints }) => [
          descriptor.name,
          dataPoints.map(({ attributes, value }) => [attributes, value] as const),
        ]),
      );
    };
    await waypost.messages.sendTemplate(shipped(sim)).catch(() => undefined);
    await optIn(waypost);
    await waypost.templates.sync();

    // Meta has the first, and its status proves it; the second never arrived.
    failSend(sim, "reset_after");
    await waypost.messages.sendTemplate(shipped(sim, "A-2")).catch(() => undefined);
    failSend(sim, "lost");
    await waypost.messages.sendTemplate(shipped(sim, "A-3")).catch(() => undefined);
    await sim.templates.quality("order_shipped", "RED");
    await sim.templates.quality("new_arrival", "YELLOW");
    await waypost.webhooks.idle();
    const before = await collect();
    expect(before["waypost.refusals"]).toEqual([
      [expect.objectContaining({ state: "refused", code: "CONSENT_REQUIRED", category: "utility" }), 1],
    ]);
    expect(before["waypost.send.wait"]).toEqual([
      [{ kind: "template", category: "utility" }, expect.objectContaining({ count: 2 })],
    ]);
    expect(before["waypost.sends"]).toContainEqual([expect.objectContaining({ state: "in_doubt" }), 2]);
    expect(before["waypost.in_doubt"]).toEqual([[{}, 2]]);
    expect(before["waypost.quality"]).toEqual([
      [{ of: "template", template: "order_shipped", language: "en" }, 1],
      [{ of: "template", template: "new_arrival", language: "en" }, 2],
    ]);
    const number = { "waypost.phone_number_id": sim.credentials.phoneNumberId };
    expect(before["waypost.limits.waiting"]).toEqual([[number, 0]]);
    expect(before["waypost.limits.pace"]).toEqual([[number, 1]]);

    await sim.advance("2m");
    await waypost.webhooks.idle();
    const after = await collect();
    expect(after["waypost.in_doubt"]).toEqual([[{}, 0]]);
    expect(after["waypost.doubts"]).toEqual([
      [{ change: "began" }, 2],
      [{ change: "accepted" }, 1],
      [{ change: "given_up" }, 1],
    ]);
    bridge.disable();
    await waypost.close();
    await meters.shutdown();
  });
});
