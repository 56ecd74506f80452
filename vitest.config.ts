import { availableParallelism } from "node:os";
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

/** Real time, real processes, real servers: one file at a time. The others run beside each other, on two cores or more. */
const alone = { maxWorkers: 1, sequence: { groupOrder: 0 } };
const together = { maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      project("unit", together),
      project("property", { testTimeout: 120_000, ...together }),
      project("contract", { testTimeout: 120_000, ...alone }),
      project("scenario", { testTimeout: 60_000, ...together }),
      project("redteam", { testTimeout: 120_000, ...together }),
      project("docs", { testTimeout: 120_000, ...together }),
      project("package", { testTimeout: 600_000, hookTimeout: 600_000, ...alone }),
      {
        resolve: { alias },
        test: {
          name: "types",
          include: [],
          ...together,
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
