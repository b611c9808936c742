import { InternalError, type LabelData } from "@pgt/metrics";
import type { Kernels } from "./kernels.ts";

/**
 * Thrown when the 4 GiB of a WebAssembly memory, or the machine's, do not suffice; the caller may try smaller
 * batches.
 */
export class OutOfMemory extends InternalError {
  constructor(bytes: number) {
    super(outOfMemory, `not enough memory for ${Math.round(bytes / 2 ** 20)} MiB more`);
  }
}

/** Code by which the error is known when it comes from another thread. */
export const outOfMemory = "E_MEMORY";

/**
 * The only place that touches `memory.buffer`. Growth detaches views, so each access makes a fresh one, and
 * everything read is copied out.
 */
export class Memory {
  constructor(private readonly kernels: Kernels) {}

  /** Address of uninitialised bytes, 16-byte aligned. */
  allocate(bytes: number): number {
    const pointer = bytes < 2 ** 32 ? this.kernels.arena_alloc(bytes) >>> 0 : 0;
    if (pointer === 0) throw new OutOfMemory(bytes);
    return pointer;
  }

  allocateZeroed(bytes: number): number {
    const pointer = this.allocate(bytes);
    new Uint8Array(this.kernels.memory.buffer, pointer, bytes).fill(0);
    return pointer;
  }

  /** Runs `work`; what it allocated is released afterwards. */
  scoped<T>(work: () => T): T {
    const mark = this.kernels.arena_mark();
    try {
      return work();
    } finally {
      this.kernels.arena_reset(mark);
    }
  }

  /** Makes the block at `pointer`, the last one allocated, `bytes` long; what it holds stays. */
  extend(pointer: number, bytes: number): void {
    this.kernels.arena_reset(pointer);
    this.allocate(bytes);
  }

  writeBytes(pointer: number, bytes: Uint8Array): void {
    new Uint8Array(this.kernels.memory.buffer, pointer, bytes.length).set(bytes);
  }

  /** The voxels as they lie in memory, little endian. */
  writeVoxels(pointer: number, voxels: LabelData | Float32Array): void {
    this.writeBytes(pointer, new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength));
  }

  writeFloats(pointer: number, values: ArrayLike<number>): void {
    new Float64Array(this.kernels.memory.buffer, pointer, values.length).set(values);
  }

  writeUint32(pointer: number, values: ArrayLike<number>): void {
    new Uint32Array(this.kernels.memory.buffer, pointer, values.length).set(values);
  }

  /** Copies voxels out into `target`. */
  readVoxels(pointer: number, target: LabelData | Float32Array): void {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    bytes.set(new Uint8Array(this.kernels.memory.buffer, pointer, bytes.length));
  }

  readBytes(pointer: number, n: number): Uint8Array {
    return new Uint8Array(this.kernels.memory.buffer, pointer, n).slice();
  }

  readUint32(pointer: number, n: number): Uint32Array {
    return new Uint32Array(this.kernels.memory.buffer, pointer, n).slice();
  }

  /**
   * Reads like `readBytes`, into memory that other threads can be given without a copy, where the platform has it.
   */
  shareBytes(pointer: number, n: number): Uint8Array {
    const shared = new Uint8Array(shareable(n));
    shared.set(new Uint8Array(this.kernels.memory.buffer, pointer, n));
    return shared;
  }

  shareUint32(pointer: number, n: number): Uint32Array {
    const shared = new Uint32Array(shareable(n * 4));
    shared.set(new Uint32Array(this.kernels.memory.buffer, pointer, n));
    return shared;
  }

  readFloats(pointer: number, n: number): Float64Array {
    return new Float64Array(this.kernels.memory.buffer, pointer, n).slice();
  }
}

function shareable(bytes: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === "undefined" ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}
