import { defineConfig } from "vitest/config";

/** The long tests: `npm run verify`. HOLDFAST_VERIFY is `quick` or `full`. */
export default defineConfig({
  test: { include: ["test/verify/**/*.test.ts"], testTimeout: 1_800_000, hookTimeout: 1_800_000, maxWorkers: 1 },
});
