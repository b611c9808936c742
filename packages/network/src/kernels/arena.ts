import { InternalError } from "@pgt/metrics";
import type { NetworkKernels } from "./kernels.ts";

/**
 * The only place that touches the memory of network.wasm. Growth detaches views, so each access makes a fresh one, and
 * everything read is copied out. Nothing is freed: the memory goes with its instance.
 */
export class Arena {
  constructor(readonly kernels: NetworkKernels) {}

  /** Address of zeroed bytes, 16-byte aligned. */
  allocate(bytes: number): number {
    const address = bytes < 2 ** 32 ? this.kernels.arena_alloc(bytes) >>> 0 : 0;
    if (address === 0) {
      throw new InternalError(
        "E_MEMORY",
        `not enough memory for ${Math.round(bytes / 2 ** 20)} MiB more of the network; train with smaller batches or patches`,
      );
    }
    this.clear(address, bytes);
    return address;
  }

  allocateFloats(n: number): number {
    return this.allocate(n * 4);
  }

  clear(address: number, bytes: number): void {
    new Uint8Array(this.kernels.memory.buffer, address, bytes).fill(0);
  }

  writeBytes(address: number, bytes: Uint8Array): void {
    new Uint8Array(this.kernels.memory.buffer, address, bytes.length).set(bytes);
  }

  writeFloats(address: number, values: ArrayLike<number>): void {
    new Float32Array(this.kernels.memory.buffer, address, values.length).set(values);
  }

  readFloats(address: number, n: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.kernels.memory.buffer, address, n).slice();
  }

  readDoubles(address: number, n: number): Float64Array {
    return new Float64Array(this.kernels.memory.buffer, address, n).slice();
  }
}
