import { accountField, under } from "./account-fields.js";
import { lists } from "./field-reader.js";
import { contentHash, fields, instant, number, text } from "./read.js";
import { each, shape } from "./shape.js";

export const flowsField = accountField(
  "flow",
  under(
    "flow",
    shape(
      {
        id: [text, "flow_id"],
        event: text,
        message: text,
        oldStatus: text,
        newStatus: text,
        alertState: text,
        errorRate: number,
        availability: number,
        threshold: number,
        p50Latency: number,
        p90Latency: number,
        requests: [number, "requests_count"],
        errors: each(
          shape({ type: [text, "error_type"], rate: [number, "error_rate"], count: [number, "error_count"] }),
        ),
        warning: text,
      },
      "id",
      "event",
    ),
  ),
);

const readConfiguration = shape(
  {
    name: [text, "configuration_name"],
    provider: [text, "provider_name"],
    merchantId: [text, "provider_mid"],
    status: text,
    createdAt: [instant, "created_timestamp"],
    updatedAt: [instant, "updated_timestamp"],
  },
  "name",
);

export const paymentConfigurationField = accountField("payment_configuration", (value, at) => {
  const configuration = readConfiguration(value);
  return configuration && { at: at === 0 ? (configuration.updatedAt ?? 0) : at, configuration };
});

export const partnerSolutionsField = accountField(
  "partner_solution",
  under(
    "solution",
    shape({ id: [text, "solution_id"], event: text, status: [text, "solution_status"] }, "id", "event"),
  ),
);

const readConversion = shape(
  {
    messageId: [text, "id"],
    name: [text, "event_name"],
    clickId: [text, "ctwa_clid"],
    currency: text,
    value: number,
  },
  "messageId",
  "name",
);

export const automaticEventsField = lists({
  automatic_events: (raw, origin) => {
    const { currency, value } = fields(raw.custom_data);
    const conversion = readConversion({ ...raw, currency, value });
    return (
      conversion && {
        event: { type: "automatic_event", at: origin.at(raw), conversion },
        key: `automatic_event:${conversion.messageId}:${conversion.name}:${contentHash(raw)}`,
        lane: origin.lane,
      }
    );
  },
});

const readTracking = shape(
  { name: [text, "event_name"], clickId: text, token: [text, "tracking_token"] },
  "name",
);

export const trackingEventsField = lists({
  events: (raw, origin) => {
    const tracking = readTracking({ ...fields(raw.tracking_data), event_name: raw.event_name });
    return (
      tracking && {
        event: { type: "tracking_event", at: origin.at(raw), tracking },
        key: origin.key("tracking_event", raw),
        lane: origin.lane,
      }
    );
  },
});
