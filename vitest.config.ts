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

/**
 * Tests that may share the machine with each other: they do not measure time or memory. By default a core is left free.
 *
 * @param group number of the group: one is over before the next begins.
 */
function onAllCores<T extends { readonly test: object }>({ test }: T, group = 0) {
  return { test: { ...test, maxWorkers: "100%", sequence: { groupOrder: group } } };
}

/** Tests that come last, with a core left free: for themselves, their threads and browsers. */
function withRoom<T extends { readonly test: object }>({ test }: T) {
  return { test: { ...test, sequence: { groupOrder: 2 } } };
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
      onAllCores(sharing("unit", [...units, `!${simulations}`])),
      onAllCores(sharing("contracts", ["test/contracts/**/*.test.ts"])),
      onAllCores(project("simulations", [simulations], 120)),
      onAllCores(project("properties", ["test/oracles/**/*.test.ts", "test/properties/**/*.test.ts"], 120)),
      onAllCores(project("golden", ["test/golden/**/*.test.ts"], 120)),
      onAllCores(project("conformance", ["test/conformance/**/*.test.ts"], 60)),
      onAllCores(project("release", ["test/release/**/*.test.ts"], 300)),
      // Programs of others, which are installed for them: only where PGT_ENGINES is 1.
      onAllCores(project("engines", ["test/engines/**/*.test.ts"], 120), 1),
      withRoom(project("hardening", ["test/hardening/**/*.test.ts"], 60)),
      withRoom(project("e2e", ["test/e2e/**/*.test.ts"], 120)),
      withRoom(project("large", ["test/large/**/*.test.ts"], 900)),
      withRoom(inBrowsers("browser", ["test/browser/**/*.test.ts"])),
      withRoom(inBrowsers("web", ["test/web/**/*.test.ts"])),
    ],
  },
});
