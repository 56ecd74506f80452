import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The package's own version. From `dist/cli.js` and from `src/cli/version.ts` its package.json is found upwards. */
export function packageVersion(): string {
  for (const up of ["../package.json", "../../package.json"]) {
    try {
      const { name, version } = JSON.parse(
        readFileSync(fileURLToPath(new URL(up, import.meta.url)), "utf8"),
      ) as { name?: string; version?: string };
      if (name === "waypost" && version !== undefined) return version;
    } catch {
      // Look one folder further up.
    }
  }
  return "unknown";
}
