import { defineConfig } from "vitest/config";

/** Short tests whose attacks are counted; `npm test` runs them anyway, so that the quick form need not. */
const counted =
  process.env["HOLDFAST_VERIFY"] === "quick" ? [] : ["test/attacks/**/*.test.ts", "test/loaders/words/hostile.test.ts"];

/** The long tests: `npm run verify`. HOLDFAST_VERIFY is `quick` or `full`. */
export default defineConfig({
  test: {
    include: ["test/verify/**/*.test.ts", ...counted],
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    maxWorkers: 1,
  },
});
