import { defineConfig } from "vitest/config";

/** The tests alone, without the projects of the tree's own configuration: it is started once for each mutant. */
export default defineConfig({
  test: {
    include: (process.env.PGT_TESTS ?? "packages/*/test/**/*.test.ts test/properties/**/*.test.ts").split(
      " ",
    ),
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
