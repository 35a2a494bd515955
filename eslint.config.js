import tseslint from "typescript-eslint";

/** The core stays pure: no clock, file, network, DOM, Node module, database, plotting library or global randomness. */
const pureCore = {
  files: ["src/model/**/*.ts", "src/playbooks/**/*.ts", "src/words/**/*.ts"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          { group: ["node:*", "fs", "path", "os", "worker_threads"], message: "src/model is pure: no Node module." },
          {
            group: ["@duckdb/*", "@observablehq/*", "htl", "openai", "**/loaders/**", "**/components/**"],
            message: "src/model is pure: no database, framework, network or page code.",
          },
        ],
      },
    ],
    "no-restricted-globals": [
      "error",
      ...["window", "document", "fetch", "process", "localStorage", "performance", "setTimeout"].map((name) => ({
        name,
        message: "src/model is pure.",
      })),
    ],
    "no-restricted-properties": [
      "error",
      { object: "Math", property: "random", message: "Pass a seed in; see src/model/stats/random.ts." },
      { object: "Date", property: "now", message: "Pass as_of in; src/model has no clock." },
    ],
    "no-restricted-syntax": [
      "error",
      {
        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
        message: "Pass as_of in; src/model has no clock.",
      },
    ],
  },
};

/** Pages and components read page data; they never reach into the loaders. */
const oneWay = {
  files: ["src/components/**/*.ts"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            group: ["**/loaders/**", "node:*", "@duckdb/node-api"],
            message: "Data flows data -> loaders -> warehouse -> pages; components read page data only.",
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ["node_modules", "dist", ".holdfast", "data", "src/.observablehq", "src/bundle", "test/output"] },
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-eval": "error",
      "no-new-func": "error",
      "prefer-const": "error",
    },
  },
  pureCore,
  oneWay,
  { files: ["scripts/**", "bench/**"], rules: { "no-console": "off" } },
);
