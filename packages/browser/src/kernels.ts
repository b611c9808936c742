import { InternalError } from "@pgt/metrics";

/** The smallest module with a SIMD instruction: `i8x16.popcnt` of a splat. */
const simdModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

let compiled: Promise<WebAssembly.Module> | undefined;

/** pgt.wasm, which lies beside the built module; the scalar build where the browser has no SIMD. */
export function kernels(): Promise<WebAssembly.Module> {
  compiled ??= compile(
    hasSimd() ? new URL("./pgt.wasm", import.meta.url) : new URL("./pgt.scalar.wasm", import.meta.url),
  );
  return compiled;
}

export function hasSimd(): boolean {
  return WebAssembly.validate(simdModule);
}

/** A module that another thread has compiled. */
export function useKernels(module: WebAssembly.Module): void {
  compiled = Promise.resolve(module);
}

/** Loads and compiles a module. @throws InternalError E_WASM if it cannot be loaded. */
export async function compile(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url).catch((cause) => {
    throw missing(url, (cause as Error).message);
  });
  if (!response.ok) throw missing(url, `status ${response.status}`);
  // Not every server knows the type of such files, and only that type can be compiled while it arrives.
  const type = response.headers.get("content-type") ?? "";
  return type.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

function missing(url: URL, why: string): InternalError {
  return new InternalError(
    "E_WASM",
    `${url.href} could not be loaded (${why}); it belongs beside the files of @pgt/browser`,
  );
}
