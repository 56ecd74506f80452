import { accountField } from "./account-fields.js";
import { lists } from "./field-reader.js";
import { compact, contentHash, fields, instant, number, records, text } from "./read.js";

export const flowsField = accountField((value, at) => {
  const id = text(value.flow_id);
  const event = text(value.event);
  if (id === undefined || event === undefined) return undefined;
  const flow = compact({
    id,
    event,
    message: text(value.message),
    oldStatus: text(value.old_status),
    newStatus: text(value.new_status),
    alertState: text(value.alert_state),
    errorRate: number(value.error_rate),
    availability: number(value.availability),
    threshold: number(value.threshold),
    p50Latency: number(value.p50_latency),
    p90Latency: number(value.p90_latency),
    requests: number(value.requests_count),
    errors: records(value.errors).map((item) =>
      compact({
        type: text(item.error_type),
        rate: number(item.error_rate),
        count: number(item.error_count),
      }),
    ),
    warning: text(value.warning),
  });
  return { type: "flow", at, flow };
});

export const paymentConfigurationField = accountField((value, at) => {
  const name = text(value.configuration_name);
  if (name === undefined) return undefined;
  const configuration = compact({
    name,
    provider: text(value.provider_name),
    merchantId: text(value.provider_mid),
    status: text(value.status),
    createdAt: instant(value.created_timestamp),
    updatedAt: instant(value.updated_timestamp),
  });
  return { type: "payment_configuration", at: at === 0 ? (configuration.updatedAt ?? 0) : at, configuration };
});

export const partnerSolutionsField = accountField((value, at) => {
  const id = text(value.solution_id);
  const event = text(value.event);
  if (id === undefined || event === undefined) return undefined;
  return {
    type: "partner_solution",
    at,
    solution: compact({ id, event, status: text(value.solution_status) }),
  };
});

export const automaticEventsField = lists({
  automatic_events: (raw, origin) => {
    const messageId = text(raw.id);
    const name = text(raw.event_name);
    if (messageId === undefined || name === undefined) return undefined;
    const data = fields(raw.custom_data);
    const conversion = compact({
      messageId,
      name,
      clickId: text(raw.ctwa_clid),
      currency: text(data.currency),
      value: number(data.value),
    });
    return {
      event: { type: "automatic_event", at: instant(raw.timestamp) ?? origin.entryAt ?? 0, conversion },
      key: `automatic_event:${messageId}:${name}:${contentHash(raw)}`,
      lane: `field:${origin.field}`,
    };
  },
});

export const trackingEventsField = lists({
  events: (raw, origin) => {
    const name = text(raw.event_name);
    if (name === undefined) return undefined;
    const data = fields(raw.tracking_data);
    const tracking = compact({ name, clickId: text(data.click_id), token: text(data.tracking_token) });
    return {
      event: { type: "tracking_event", at: instant(raw.timestamp) ?? origin.entryAt ?? 0, tracking },
      key: `tracking_event:${origin.phoneNumberId ?? ""}:${contentHash(raw)}`,
      lane: `field:${origin.field}`,
    };
  },
});
