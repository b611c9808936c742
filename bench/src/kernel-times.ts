const spentMs = new Map<string, number>();

/**
 * Times every exported function of every WebAssembly module that this thread starts from now on, by name. A call
 * costs a little more then: not for runs whose own time is reported.
 */
export function timeKernels(): void {
  const instantiate = WebAssembly.instantiate as (
    source: WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ) => Promise<WebAssembly.Instance>;
  const timed = async (source: WebAssembly.Module, imports?: WebAssembly.Imports) => {
    const started = await instantiate(source, imports);
    const { exports } = started;
    return {
      exports: Object.fromEntries(Object.entries(exports).map(([name, item]) => [name, wrap(name, item)])),
    };
  };
  (WebAssembly as { instantiate: unknown }).instantiate = timed;
}

function wrap(name: string, item: WebAssembly.ExportValue): unknown {
  if (typeof item !== "function") return item;
  const call = item as (...args: number[]) => number;
  return (...args: number[]) => {
    const start = performance.now();
    const result = call(...args);
    spentMs.set(name, (spentMs.get(name) ?? 0) + performance.now() - start);
    return result;
  };
}

/** Milliseconds by function since the last call. */
export function takeKernelTimes(): Record<string, number> {
  const times = Object.fromEntries(spentMs);
  spentMs.clear();
  return times;
}
