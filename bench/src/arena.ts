/** Memory of a WebAssembly module that allocates nothing itself: taken in order. */
export class Arena {
  constructor(
    private readonly memory: WebAssembly.Memory,
    private top: number,
  ) {}

  /** Runs `work`; what it took is given back. */
  scoped<T>(work: () => T): T {
    const mark = this.top;
    try {
      return work();
    } finally {
      this.top = mark;
    }
  }

  take(bytes: number): number {
    const at = this.top;
    this.top = Math.ceil((at + bytes + 16) / 16) * 16;
    const missing = this.top - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    return at;
  }

  put(bytes: Uint8Array): number {
    const at = this.take(bytes.length);
    new Uint8Array(this.memory.buffer, at, bytes.length).set(bytes);
    return at;
  }

  integers(at: number, n: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, n).slice();
  }

  floats(at: number, n: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, n).slice();
  }
}
