import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const alias = {
  "waypost/sqlite": at("src/stores/sqlite/index.ts"),
  "waypost/postgres": at("src/stores/postgres/index.ts"),
  "waypost/redis": at("src/limits/redis/index.ts"),
  "waypost/bullmq": at("src/queue/index.ts"),
  "waypost/opentelemetry": at("src/telemetry/opentelemetry/index.ts"),
  "waypost/webhooks": at("src/webhooks/index.ts"),
  "waypost/flows": at("src/flows/index.ts"),
  "waypost/simulator": at("src/simulator/index.ts"),
  "waypost/testing": at("src/testing/index.ts"),
  waypost: at("src/index.ts"),
};

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  resolve: { alias },
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 30_000, ...extra },
});

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      project("unit"),
      project("property", { testTimeout: 120_000 }),
      project("contract", { testTimeout: 120_000 }),
      project("scenario", { testTimeout: 60_000 }),
      project("redteam", { testTimeout: 120_000 }),
      project("docs", { testTimeout: 120_000 }),
      project("package", { testTimeout: 600_000, hookTimeout: 600_000 }),
      {
        resolve: { alias },
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["test/types/**/*.test-d.ts"],
            tsconfig: "tsconfig.json",
            ignoreSourceErrors: true,
          },
        },
      },
    ],
  },
});
