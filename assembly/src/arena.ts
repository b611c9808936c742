// A bump allocator: mark, allocate, run, reset. Nothing is freed one by one.
//
//   __heap_base        top                      memory.size()
//   |---- in use ------|------ free ------------|..... grown on demand .....

const ALIGN: usize = 16;
let top: usize = (__heap_base + ALIGN - 1) & ~(ALIGN - 1);

export function arena_mark(): usize {
  return top;
}

export function arena_reset(mark: usize): void {
  top = mark;
}

/** Address of so many bytes as `arena_alloc` gives it; a product of sizes is taken in 64 bits, which it does not fill. */
export function arenaAllocWide(bytes: u64): usize {
  return bytes > 0xffff_0000 ? 0 : arena_alloc(<usize>bytes);
}

/** Address of `bytes` uninitialised bytes, 16-byte aligned, with 16 readable bytes behind them; 0 if memory is exhausted. */
export function arena_alloc(bytes: usize): usize {
  const end = <u64>top + <u64>bytes + 2 * ALIGN;
  if (end > 0xffff_0000) return 0;
  const have = <u64>memory.size() << 16;
  if (end > have) {
    const pages = <i32>((end - have + 0xffff) >> 16);
    if (memory.grow(pages) < 0) return 0;
  }
  const pointer = top;
  top = (pointer + bytes + 2 * ALIGN - 1) & ~(ALIGN - 1);
  return pointer;
}
