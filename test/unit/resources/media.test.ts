import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom, silentLogger } from "../../../src/core/index.js";
import { createGraphClient, type TransportRequest } from "../../../src/graph/index.js";
import { createResources, uploadMedia } from "../../../src/resources/index.js";
import { createSimulator } from "../../../src/simulator/index.js";
import { type GraphServer, graphServer, json } from "./graph-server.js";

const FILE = Buffer.from("the file, as it was sent \u{1f600}".repeat(5_000));
const SHA = createHash("sha256").update(FILE).digest();
const MB = 1024 * 1024;

let server: GraphServer;
let folder: string;
beforeEach(async () => {
  server = await graphServer();
  folder = await mkdtemp(join(tmpdir(), "waypost-media-"));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function* chunks(bytes: Uint8Array, size = 10_000): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("upload", () => {
  const received = async (): Promise<FormData> => {
    const { headers, body } = server.seen.at(-1) ?? { headers: {}, body: "" };
    return new Response(Buffer.from(body, "latin1"), {
      headers: { "content-type": String(headers["content-type"]) },
    }).formData();
  };
  const sources = async (): Promise<Record<string, Parameters<typeof uploadMedia>[2]["file"]>> => {
    const path = join(folder, "bill.pdf");
    await writeFile(path, FILE);
    return {
      bytes: new Uint8Array(FILE),
      Blob: new Blob([FILE], { type: "application/pdf" }),
      path: { path },
      "web stream": new Blob([FILE]).stream(),
      iterable: chunks(FILE),
    };
  };
  it.each(["bytes", "Blob", "path", "web stream", "iterable"])(
    "%s arrive whole, with length, type and progress",
    async (kind) => {
      server.answer = (_, response) => {
        json(response, { id: "m1" });
      };
      const progress: number[] = [];
      const file = (await sources())[kind] as Uint8Array;
      const { id } = await uploadMedia(
        server.graph,
        { phoneNumberId: "100" },
        {
          file,
          type: "application/pdf",
          fileName: 'my "bill".pdf',
          ttlMinutes: 5,
          onProgress: ({ sent, total }) => progress.push(sent / total),
        },
      );
      expect(id).toBe("m1");
      expect(Number(server.seen[0]?.headers["content-length"])).toBeGreaterThan(FILE.length);
      const form = await received();
      expect([form.get("messaging_product"), form.get("type"), form.get("ttl_minutes")]).toEqual([
        "whatsapp",
        "application/pdf",
        "5",
      ]);
      const part = form.get("file") as unknown as Blob & { name: string };
      expect([part.type, part.name]).toEqual(["application/pdf", 'my "bill".pdf']);
      expect(
        createHash("sha256")
          .update(Buffer.from(await part.arrayBuffer()))
          .digest(),
      ).toEqual(SHA);
      expect(progress.at(-1)).toBe(1);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
    },
  );

  it.each([
    ["image/jpeg", 5 * MB],
    ["audio/mpeg", 16 * MB],
    ["video/mp4", 16 * MB],
    ["image/webp", 500 * 1024],
    ["application/pdf", 100 * MB],
  ])("%s: %i bytes pass, one more does not", async (type, most) => {
    // The bytes never exist: the size alone decides, and the transport reads none.
    const seen: TransportRequest[] = [];
    const graph = createGraphClient({
      transport: {
        request: async (request) => {
          seen.push(request);
          return { status: 200, headers: {}, body: '{"id":"1"}' };
        },
        close: async () => undefined,
      },
      accessToken: "TOKEN",
      clock: { now: () => 0, sleep: async () => undefined },
      logger: silentLogger,
      random: seededRandom(1),
    });
    const upload = (size: number) =>
      uploadMedia(graph, { phoneNumberId: "1" }, { file: chunks(FILE), size, type });
    await upload(most);
    await expect(upload(most + 1)).rejects.toMatchObject({ code: "MEDIA_TOO_LARGE" });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ["a still sticker", "VP8 ", 0, 100 * 1024],
    ["a still sticker with an extended header", "VP8X", 0x10, 100 * 1024],
    ["an animated sticker", "VP8X", 0x12, 500 * 1024],
  ])("%s: its size passes, one byte more does not", async (_name, chunk, flags, most) => {
    server.answer = (_, response) => {
      json(response, { id: "m1" });
    };
    const webp = (size: number): Uint8Array => {
      const bytes = Buffer.alloc(size);
      bytes.write("RIFF....WEBP", "latin1");
      bytes.write(chunk, 12, "latin1");
      bytes[20] = flags;
      return bytes;
    };
    const upload = (file: Parameters<typeof uploadMedia>[2]["file"]) =>
      uploadMedia(server.graph, { phoneNumberId: "1" }, { file, type: "image/webp" });
    await upload(webp(most));
    await expect(upload(webp(most + 1))).rejects.toMatchObject({ code: "MEDIA_TOO_LARGE" });
    await expect(upload(chunks(webp(most + 1), 7))).rejects.toMatchObject({ code: "MEDIA_TOO_LARGE" });
    const path = join(folder, "a.webp");
    await writeFile(path, webp(most + 1));
    await expect(upload({ path })).rejects.toMatchObject({ code: "MEDIA_TOO_LARGE" });
    expect(server.seen).toHaveLength(1);
  });

  it("says when Meta deletes it", async () => {
    server.answer = (_, response) => {
      json(response, { id: "m1" });
    };
    const clock = { now: () => 1_000, sleep: async () => undefined };
    const upload = (ttlMinutes?: number) =>
      uploadMedia(
        server.graph,
        { phoneNumberId: "1", clock },
        { file: FILE, type: "text/plain", ttlMinutes },
      );
    expect((await upload()).expiresAt).toBe(1_000 + 30 * 86_400_000);
    expect((await upload(60)).expiresAt).toBe(1_000 + 3_600_000);
  });

  it("a stream that is longer or shorter than it was said to be does not go out as if it were whole", async () => {
    server.answer = (_, response) => {
      json(response, { id: "m1" });
    };
    for (const size of [FILE.length - 1, FILE.length + 1]) {
      await expect(
        uploadMedia(server.graph, { phoneNumberId: "1" }, { file: chunks(FILE), size, type: "text/plain" }),
      ).rejects.toMatchObject({ code: "MEDIA_UNREADABLE" });
    }
  });
  it.each([{ path: "/no/such/file" }, new Uint8Array()])("what is not there is told: %j", async (file) => {
    await expect(server.resources.media.upload({ file })).rejects.toMatchObject({ code: "MEDIA_UNREADABLE" });
    expect(server.seen).toEqual([]);
  });
  it("Ogg goes out with its codec", async () => {
    server.answer = (_, response) => {
      json(response, { id: "m1" });
    };
    await server.resources.media.upload({ file: FILE, type: "audio/ogg" });
    expect((await received()).get("type")).toBe("audio/ogg; codecs=opus");
  });
});

describe("download", () => {
  const serve = (file: Buffer = FILE, info: object = {}): void => {
    server.answer = ({ path }, response) => {
      if (path === "/file") response.end(file);
      else
        json(response, {
          messaging_product: "whatsapp",
          url: `${server.url}/file`,
          mime_type: "image/jpeg",
          sha256: SHA.toString("hex"),
          file_size: String(FILE.length),
          id: "m1",
          ...info,
        });
    };
  };

  it("brings the file, checked; the URL says when it expires", async () => {
    serve();
    const { bytes, sha256, mimeType } = await server.resources.media.download({ mediaId: "m1" });
    expect([Buffer.from(bytes).equals(FILE), sha256, mimeType]).toEqual([
      true,
      SHA.toString("hex"),
      "image/jpeg",
    ]);
    expect(await server.resources.media.get({ mediaId: "m1" })).toMatchObject({
      fileSize: FILE.length,
      urlExpiresAt: 301_000,
    });
  });
  it("takes a hash in base64 too, as webhooks write it", async () => {
    serve(FILE, { sha256: SHA.toString("base64") });
    expect((await server.resources.media.download({ mediaId: "m1" })).size).toBe(FILE.length);
  });
  it("writes a file, and nothing else", async () => {
    serve();
    const path = join(folder, "in.jpg");
    expect(await server.resources.media.downloadToFile({ mediaId: "m1", path })).toMatchObject({
      path,
      size: FILE.length,
    });
    expect((await readFile(path)).equals(FILE)).toBe(true);
    expect(await readdir(folder)).toEqual(["in.jpg"]);
  });
  it.each([
    ["another content", Buffer.from(FILE).fill(7, 10, 11), {}],
    ["too little", FILE.subarray(1), {}],
    ["another hash", FILE, { sha256: "0".repeat(64) }],
  ])("%s is damage: tried three times, then refused; the old file stays", async (_what, file, info) => {
    serve(file, info);
    const path = join(folder, "in.jpg");
    await writeFile(path, "old");
    await expect(server.resources.media.downloadToFile({ mediaId: "m1", path })).rejects.toMatchObject({
      code: "MEDIA_CORRUPT",
    });
    expect(server.seen.filter((one) => one.path === "/file")).toHaveLength(3);
    expect([await readdir(folder), await readFile(path, "utf8")]).toEqual([["in.jpg"], "old"]);
  });
  it.each([
    ["said", {}],
    ["unsaid", { file_size: undefined }],
  ])("the cap holds when the size is %s", async (_what, info) => {
    serve(FILE, info);
    expect((await server.resources.media.download({ mediaId: "m1", maxBytes: FILE.length })).size).toBe(
      FILE.length,
    );
    await expect(
      server.resources.media.download({ mediaId: "m1", maxBytes: FILE.length - 1 }),
    ).rejects.toMatchObject({ code: "MEDIA_TOO_LARGE" });
  });
  it("an expired URL is asked for anew", async () => {
    let expired = true;
    server.answer = ({ path }, response) => {
      if (path !== "/file") json(response, { url: `${server.url}/file`, id: "m1" });
      else if (expired) {
        expired = false;
        response.writeHead(404).end();
      } else response.end(FILE);
    };
    expect((await server.resources.media.download({ mediaId: "m1" })).size).toBe(FILE.length);
  });
});

describe("the token", () => {
  it("never goes to a host that is not Meta's, nor along a redirect", async () => {
    const elsewhere = await graphServer();
    elsewhere.answer = (_, response) => response.end("x");
    server.answer = ({ path }, response) => {
      if (path === "/m1") json(response, { url: `${elsewhere.url}/steal`, id: "m1" });
      else if (path === "/m2") json(response, { url: `${server.url}/file`, id: "m2" });
      else response.writeHead(302, { location: `${elsewhere.url}/steal` }).end();
    };
    for (const mediaId of ["m1", "m2"]) {
      await expect(server.resources.media.download({ mediaId })).rejects.toMatchObject({
        code: "MEDIA_HOST_REFUSED",
      });
    }
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.close();
  });
  it("a redirect within the house is followed without it, a few times at most", async () => {
    server.answer = ({ path }, response) => {
      if (path === "/m1") json(response, { url: `${server.url}/a`, id: "m1" });
      else if (path === "/m2") json(response, { url: `${server.url}/loop`, id: "m2" });
      else if (path === "/a") response.writeHead(302, { location: "/file" }).end();
      else if (path === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else response.end("ok");
    };
    expect((await server.resources.media.download({ mediaId: "m1" })).size).toBe(2);
    expect(server.seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ["/m1", "Bearer TOKEN"],
      ["/a", "Bearer TOKEN"],
      ["/file", undefined],
    ]);
    await expect(server.resources.media.download({ mediaId: "m2" })).rejects.toMatchObject({
      code: "BAD_ANSWER",
    });
  });
});

describe("resumable upload", () => {
  it("goes on where Meta has it after a break", async () => {
    const got: Buffer[] = [];
    server.answer = ({ path, method, headers, body, query }, response) => {
      if (path === "/app/uploads") {
        expect(Object.fromEntries(query)).toEqual({
          file_name: "head.png",
          file_length: String(FILE.length),
          file_type: "image/png",
        });
        json(response, { id: "upload:MTphd_x==?sig=ARZ-1" });
      } else if (method === "GET") json(response, { id: "upload:x", file_offset: 40_000 });
      else if (headers.file_offset === "0") {
        got.push(Buffer.from(body, "latin1").subarray(0, 40_000));
        response.destroy();
      } else {
        expect([headers.file_offset, query.get("sig")]).toEqual(["40000", "ARZ-1"]);
        got.push(Buffer.from(body, "latin1"));
        json(response, { h: "4:handle" });
      }
    };
    const { handle } = await server.resources.media.createUploadHandle({
      file: FILE,
      type: "image/png",
      fileName: "head.png",
    });
    expect([handle, Buffer.concat(got).equals(FILE)]).toEqual(["4:handle", true]);
  });
  it("gives up after three resumptions; a later call takes the session up", async () => {
    server.answer = ({ path, method }, response) => {
      if (path === "/app/uploads") json(response, { id: "upload:abc" });
      else if (method === "GET") json(response, { file_offset: 0 });
      else response.destroy();
    };
    await expect(
      server.resources.media.createUploadHandle({ file: FILE, type: "image/png" }),
    ).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    expect(
      server.seen.filter(({ path, method }) => path === "/upload:abc" && method === "POST"),
    ).toHaveLength(4);
    server.answer = ({ method }, response) => {
      json(response, method === "GET" ? { file_offset: FILE.length - 5 } : { h: "4:h" });
    };
    const later = await server.resources.media.createUploadHandle({
      file: FILE,
      type: "image/png",
      uploadId: "upload:abc",
    });
    expect([later.handle, server.seen.at(-1)?.body.length]).toEqual(["4:h", 5]);
  });
  it.each(["upload:../../1/messages", "1/messages", "https://evil.example", "upload:a/b"])(
    "a session named %s goes nowhere",
    async (id) => {
      server.answer = (_, response) => {
        json(response, { id });
      };
      await expect(
        server.resources.media.createUploadHandle({ file: FILE, type: "image/png" }),
      ).rejects.toMatchObject({ code: "BAD_ANSWER" });
      expect(server.seen.map(({ path }) => path)).toEqual(["/app/uploads"]);
    },
  );
});

it("works against the simulator, up and down and away", async () => {
  const sim = createSimulator();
  const graph = createGraphClient({
    transport: sim.transport(),
    accessToken: sim.credentials.accessToken,
    clock: sim.clock,
    logger: silentLogger,
  });
  const { media } = createResources(graph, { ...sim.credentials, clock: sim.clock });
  const { id } = await media.upload({ file: FILE, type: "application/pdf" });
  expect((await media.download({ mediaId: id })).sha256).toBe(SHA.toString("hex"));
  expect((await media.delete({ mediaId: id })).success).toBe(true);
  await expect(media.get({ mediaId: id })).rejects.toMatchObject({ code: "META_100" });
});
