import { defineConfig } from "vitest/config";

/** The long tests, and the short ones whose attacks are counted: `npm run verify`. HOLDFAST_VERIFY is `quick` or `full`. */
export default defineConfig({
  test: {
    include: ["test/verify/**/*.test.ts", "test/attacks/**/*.test.ts", "test/loaders/words/hostile.test.ts"],
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    maxWorkers: 1,
  },
});
