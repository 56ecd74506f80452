import type { GraphCall } from "../http.js";
import { compact, type Json, text } from "../json.js";
import type { World } from "../world.js";

/** `POST /{waba-id}/subscribed_apps`. An override is kept and listed; deliveries still go to the target of `deliverTo`. */
export function subscribe({ outbox, account }: World, call: GraphCall): Json {
  outbox.subscribed = true;
  account.overrideCallback = text(call.params.override_callback_uri);
  return { success: true };
}

/** `DELETE /{waba-id}/subscribed_apps`: webhooks stop. */
export function unsubscribe({ outbox }: World): Json {
  outbox.subscribed = false;
  return { success: true };
}

/** `GET /{waba-id}/subscribed_apps`. */
export function listSubscriptions({ outbox, account }: World): Json {
  if (!outbox.subscribed) return { data: [] };
  return {
    data: [
      compact({
        whatsapp_business_api_data: {
          id: "670843887433847",
          name: "Simulated app",
          link: "https://www.facebook.com/games/?app_id=670843887433847",
        },
        override_callback_uri: account.overrideCallback,
      }),
    ],
  };
}
