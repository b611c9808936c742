import { readFile } from "node:fs/promises";
import { afterEach, expect, it, vi } from "vitest";
import type { Platform } from "../src/platform/platform.ts";
import { isLackOfMemory } from "../src/scores/lack-of-memory.ts";

afterEach(() => void vi.restoreAllMocks());

it("kernels that find no room lack memory, and are started when there is some", async () => {
  // Kernels are started once: other tests may have done so.
  vi.resetModules();
  const { usePlatform } = await import("../src/platform/platform.ts");
  const { isLackOfMemory } = await import("../src/scores/lack-of-memory.ts");
  const { getEngine } = await import("../src/scores/engine-instance.ts");
  usePlatform({
    kernels: () => readFile(new URL("../../../assembly/build/pgt.wasm", import.meta.url)),
  } as Partial<Platform> as Platform);
  const text = "WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance";
  vi.spyOn(WebAssembly, "instantiate").mockRejectedValueOnce(new RangeError(text));
  const error = await getEngine().catch((cause) => cause);
  expect(error).toMatchObject({ code: "E_MEMORY", message: `not enough memory for the kernels: ${text}` });
  expect(isLackOfMemory(error)).toBe(true);
  expect(await getEngine()).toBe(await getEngine());
});

it("deep recursion is no lack of memory", () => {
  expect(isLackOfMemory(new RangeError("Invalid array length"))).toBe(true);
  expect(isLackOfMemory(new RangeError("Maximum call stack size exceeded"))).toBe(false);
  expect(isLackOfMemory(new Error("out of memory"))).toBe(false);
});
