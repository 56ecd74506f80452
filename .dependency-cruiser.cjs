/** The layers of the house: a file imports lower ranks and its own folder, other folders through their index.ts. */
const rank = require("./scripts/layers.cjs");
const names = Object.keys(rank);

const down = names
  .filter((name) => name !== "cli")
  .map((from) => ({
    name: `${from}-looks-down-only`,
    severity: "error",
    from: { path: `^src/${from}/` },
    to: {
      path: `^src/(${[...names.filter((to) => to !== from && rank[to] >= rank[from]).map((to) => `${to}/`), "index\\.ts"].join("|")})`,
    },
  }));

const only = (pkg, folder) => ({
  name: `${pkg}-only-in-${folder}`,
  severity: "error",
  from: { path: "^src/", pathNot: `^src/${folder}/` },
  to: { path: `(^|/)node_modules/${pkg}/` },
});

module.exports = {
  forbidden: [
    ...down,
    only("bottleneck", "limits"),
    only("undici", "graph"),
    only("msw", "simulator"),
    only("pg", "stores/postgres"),
    {
      name: "one-store-alone",
      severity: "error",
      from: { path: "^src/stores/([^/]+)/" },
      to: { path: "^src/stores/", pathNot: ["^src/stores/$1/", "^src/stores/shared/"] },
    },
    {
      name: "front-doors",
      comment: "Another folder is entered through its index.ts.",
      severity: "error",
      from: { path: "^src/([^/]+)/" },
      to: {
        path: "^src/[^/]+/.+",
        pathNot: [
          "^src/$1/",
          "^src/[^/]+/index\\.ts$",
          "^src/core/recipients\\.ts$",
          "^src/stores/[^/]+/index\\.ts$",
        ],
      },
    },
    {
      name: "the-front-door-names-no-optional-part",
      severity: "error",
      from: { path: "^src/index\\.ts$" },
      to: { path: "^src/(stores/(sqlite|postgres)|simulator|testing)/" },
    },
    {
      name: "the-command-uses-public-entries-only",
      comment: "What the package exports to everybody is enough for its command.",
      severity: "error",
      from: { path: "^src/cli/" },
      to: {
        path: "^src/",
        pathNot: [
          "^src/cli/",
          "^src/index\\.ts$",
          "^src/(webhooks|flows|simulator|testing|queue)/index\\.ts$",
          "^src/stores/(sqlite|postgres)/index\\.ts$",
          "^src/(limits/redis|telemetry/opentelemetry)/index\\.ts$",
        ],
      },
    },
    {
      name: "nothing-uses-the-command",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "webhooks-stay-light",
      severity: "error",
      from: { path: "^src/webhooks/" },
      to: { path: "(^|/)node_modules/(undici|bottleneck|libphonenumber-js)/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|test|examples)/" },
  },
};
