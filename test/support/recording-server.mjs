// A server that answers every send at once and notes when it came, and when its sender says that it left. In plain
// JavaScript and a process of its own, so that nothing but the clock of the machine is measured.
import { createServer } from "node:http";

/** By sender's number: [left, arrived] in milliseconds of the machine's monotonic clock. */
let seen = new Map();
let count = 0;

const server = createServer((request, response) => {
  const arrived = Number(process.hrtime.bigint()) / 1e6;
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    const url = new URL(request.url, "http://x");
    if (url.search.includes("messaging_limit")) {
      response.end('{"id":"1","whatsapp_business_manager_messaging_limit":"TIER_UNLIMITED"}');
      return;
    }
    if (request.method === "GET") {
      const template = {
        id: "1",
        name: url.searchParams.get("name"),
        language: "en",
        status: "APPROVED",
        category: "UTILITY",
        parameter_format: "NAMED",
        components: [{ type: "BODY", text: "Hi {{name}}, your order {{order}} left our shop today." }],
      };
      response.end(JSON.stringify({ data: [template] }));
      return;
    }
    const number = url.pathname.split("/")[2];
    if (!seen.has(number)) seen.set(number, []);
    seen.get(number).push([Number(request.headers["x-left-at"]), arrived]);
    response.end(`{"contacts":[{"wa_id":"91"}],"messages":[{"id":"wamid.${++count}"}]}`);
  });
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("message", (number) => {
  process.send(seen.get(number) ?? []);
  seen.delete(number);
});
process.on("disconnect", () => process.exit());
