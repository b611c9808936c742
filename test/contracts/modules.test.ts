import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { moduleBytes } from "../properties/wasm-modules.ts";

const exportsOf = (module: WebAssembly.Module) =>
  WebAssembly.Module.exports(module)
    .map(({ name, kind }) => `${kind} ${name}`)
    .sort();

const simd = new WebAssembly.Module(moduleBytes("simd"));
const scalar = new WebAssembly.Module(moduleBytes("scalar"));

describe("the WebAssembly modules", () => {
  it("import nothing", () => {
    expect(WebAssembly.Module.imports(simd)).toEqual([]);
    expect(WebAssembly.Module.imports(scalar)).toEqual([]);
    expect(WebAssembly.Module.imports(new WebAssembly.Module(moduleBytes("network")))).toEqual([]);
  });

  it("export the same, their memory included", () => {
    expect(exportsOf(simd)).toEqual(exportsOf(scalar));
    expect(exportsOf(simd)).toContain("memory memory");
  });

  it.each([
    ["@pgt/core/pgt.wasm", "simd"],
    ["@pgt/browser/pgt.wasm", "simd"],
    ["@pgt/browser/pgt.scalar.wasm", "scalar"],
    ["@pgt/browser/network.wasm", "network"],
  ] as const)("%s ships as it was built", (path, kind) => {
    const shipped = readFileSync(createRequire(import.meta.url).resolve(path));
    expect(Buffer.compare(shipped, moduleBytes(kind))).toBe(0);
  });
});
