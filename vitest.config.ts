import { defineConfig } from "vitest/config";

function project(name: string, include: string[], timeoutSeconds: number) {
  const timeoutMs = timeoutSeconds * 1000;
  return { test: { name, include, testTimeout: timeoutMs, hookTimeout: timeoutMs } };
}

/** Tests that share the modules they load, so that these are loaded once a worker: they must leave none of them changed. */
function sharing(name: string, include: string[]) {
  const { test } = project(name, include, 30);
  return { test: { ...test, isolate: false } };
}

/** Tests in the system's browsers. */
function inBrowsers(name: string, include: string[]) {
  const { test } = project(name, include, 120);
  return { test: { ...test, globalSetup: "test/browser/install-browsers.ts" } };
}

const units = ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts", "assembly/test/**/*.test.ts"];
const simulations = "{packages,apps}/*/test/simulations/**/*.test.ts";

export default defineConfig({
  test: {
    // Keeps what a file was compiled to, for the projects and runs after.
    experimental: { fsModuleCache: true },
    projects: [
      sharing("unit", [...units, `!${simulations}`]),
      project("simulations", [simulations], 120),
      project("properties", ["test/oracles/**/*.test.ts", "test/properties/**/*.test.ts"], 120),
      project("golden", ["test/golden/**/*.test.ts"], 120),
      project("conformance", ["test/conformance/**/*.test.ts"], 60),
      sharing("contracts", ["test/contracts/**/*.test.ts"]),
      project("hardening", ["test/hardening/**/*.test.ts"], 60),
      project("e2e", ["test/e2e/**/*.test.ts"], 120),
      // Programs of others, which are installed for them: only where PGT_ENGINES is 1.
      project("engines", ["test/engines/**/*.test.ts"], 120),
      project("large", ["test/large/**/*.test.ts"], 900),
      inBrowsers("browser", ["test/browser/**/*.test.ts"]),
      inBrowsers("web", ["test/web/**/*.test.ts"]),
      project("release", ["test/release/**/*.test.ts"], 300),
    ],
  },
});
