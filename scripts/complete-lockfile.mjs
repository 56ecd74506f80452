// Some registry mirrors carry the native packages of one platform only. `npm install` through such a mirror leaves the
// other platforms out of the lockfile, and `npm ci` then refuses it everywhere. This adds what is missing: name,
// version and platform, as their parents name them. Run it after each `npm install` that changed the lockfile.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(FILE, "utf8"));
const OS = /(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|aix|win32)/;
const CPU = [
  [/arm64/, "arm64"],
  [/\barm\b|arm-/, "arm"],
  [/x64/, "x64"],
  [/ia32/, "ia32"],
  [/ppc64/, "ppc64"],
  [/riscv64/, "riscv64"],
  [/s390x/, "s390x"],
  [/loong64/, "loong64"],
];

let added = 0;
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    const os = OS.exec(name)?.[1];
    const cpu = CPU.find(([pattern]) => pattern.test(name))?.[1];
    if (path in lock.packages || os === undefined || cpu === undefined || !/^\d/.test(version)) continue;
    lock.packages[path] = {
      version,
      cpu: [cpu],
      ...(parent.dev ? { dev: true } : {}),
      optional: true,
      os: [os],
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} platform packages added`);
