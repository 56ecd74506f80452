import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "coverage", "node_modules", "reports", ".stryker-tmp", "test/package/projects"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.js", "*.cjs", "scripts/*.mjs"] } },
    },
    rules: {
      // A forgotten await on a consent write would be a compliance bug.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Ports are objects of functions that do not use `this`.
      "@typescript-eslint/unbound-method": "off",
      // Values off the wire are `unknown`: turning them into text is what a tolerant reader does.
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 400, skipComments: true, skipBlankLines: true }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "no-restricted-syntax": [
        "error",
        { selector: "TSMappedType[readonly='-']", message: "Use Writable of core." },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Take the time from a Clock." },
        { object: "Math", property: "random", message: "Take randomness from a Random." },
      ],
    },
  },
  // The two places where the machine's own clock and randomness come in.
  {
    files: ["src/core/clock.ts", "src/client/create-engine.ts", "src/graph/graph-client.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["test/**"],
    ignores: ["test/support/seeded-properties.ts", "test/support/mutation-runs.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { name: "fast-check", message: "Use test/support/seeded-properties." },
      ],
    },
  },
  { files: ["src/core/writable.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["examples/**", "scripts/**", "test/bench/**"], rules: { "no-console": "off" } },
  {
    files: ["test/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  { files: ["**/*.js", "**/*.cjs", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
