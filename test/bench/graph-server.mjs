// A server that answers every send at once: what is measured is the client.
import { createServer } from "node:http";

let count = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    if (request.method === "GET" && request.url.includes("messaging_limit")) {
      response.end(JSON.stringify({ id: "1", whatsapp_business_manager_messaging_limit: "TIER_100K" }));
    } else if (request.method === "GET") {
      const name = new URL(request.url, "http://x").searchParams.get("name");
      const body = "Hi {{name}}, your order {{order}} left our shop today.";
      response.end(
        JSON.stringify({
          data: [
            {
              id: "1",
              name,
              language: "en",
              status: "APPROVED",
              category: "UTILITY",
              parameter_format: "NAMED",
              components: [{ type: "BODY", text: body }],
            },
          ],
        }),
      );
    } else {
      response.end(
        `{"messaging_product":"whatsapp","contacts":[{"wa_id":"91"}],"messages":[{"id":"wamid.${++count}"}]}`,
      );
    }
  });
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
