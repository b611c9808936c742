import { defineConfig } from "vitest/config";

function project(name: string, include: string[], timeoutSeconds: number) {
  const timeoutMs = timeoutSeconds * 1000;
  return { test: { name, include, testTimeout: timeoutMs, hookTimeout: timeoutMs } };
}

/** Tests in the system's browsers. */
function inBrowsers(name: string, include: string[]) {
  const { test } = project(name, include, 120);
  return { test: { ...test, globalSetup: "test/browser/install-browsers.ts" } };
}

const units = ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts", "assembly/test/**/*.test.ts"];
const simulations = "packages/*/test/simulations/**/*.test.ts";

export default defineConfig({
  test: {
    projects: [
      project("unit", [...units, `!${simulations}`], 30),
      project("simulations", [simulations], 120),
      project("properties", ["test/oracles/**/*.test.ts", "test/properties/**/*.test.ts"], 120),
      project("golden", ["test/golden/**/*.test.ts"], 120),
      project("conformance", ["test/conformance/**/*.test.ts"], 60),
      project("contracts", ["test/contracts/**/*.test.ts"], 30),
      project("e2e", ["test/e2e/**/*.test.ts"], 120),
      inBrowsers("browser", ["test/browser/**/*.test.ts"]),
      inBrowsers("web", ["test/web/**/*.test.ts"]),
      project("release", ["test/release/**/*.test.ts"], 300),
    ],
  },
});
