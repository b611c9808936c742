import type { VoxelPlan } from "@pgt/io";
import { InputError } from "@pgt/metrics";
import { type MemoryLimit, platform } from "../platform/platform.ts";

/** Surfaces and what finding them needs, in proportion to the voxels. */
const SURFACE_SHARE = 0.5;
/** A worker without any mask. */
export const WORKER_BYTES = 64 * 2 ** 20;

/** Memory that a case takes whose masks have so many bytes. */
export function caseBytesOf(maskBytes: number): number {
  return maskBytes * (1 + SURFACE_SHARE) + WORKER_BYTES;
}

/** Tells if masks of so many bytes can be held together. */
export function canHold(maskBytes: number): boolean {
  const { memoryLimit } = platform();
  return memoryLimit === null || caseBytesOf(maskBytes) <= memoryLimit.caseBytes;
}

/** @throws InputError E_TOO_LARGE for a mask that cannot be held even alone. */
export function checkHeld({ shape, datatype, byteLength }: VoxelPlan, path: string): void {
  if (canHold(byteLength)) return;
  const found = `its ${shape.join(" x ")} voxels of ${datatype.name} take ${sizeText(byteLength)}`;
  throw new InputError("E_TOO_LARGE", path, `${found}; ${expected(platform().memoryLimit!)}`);
}

/** Fault of a case whose masks can be held one by one, but not together. */
export function caseTooLarge(
  masks: readonly { readonly path: string; readonly bytes: number }[],
): InputError {
  const [largest, ...others] = [...masks].sort((a, b) => b.bytes - a.bytes);
  const sum = masks.reduce((bytes, mask) => bytes + mask.bytes, 0);
  const found = `takes ${sizeText(largest.bytes)}, and ${sizeText(sum)} with ${others.map(({ path }) => path).join(", ")}`;
  return new InputError("E_TOO_LARGE", largest.path, `${found}; ${expected(platform().memoryLimit!)}`);
}

/** Fault of a case that takes more memory than the run may; its masks take so many bytes. */
export function beyondLimit(path: string, maskBytes: number, maxMemoryBytes: number): InputError {
  const found = `its case takes about ${sizeText(caseBytesOf(maskBytes))}`;
  const allowed = `the run may take ${sizeText(maxMemoryBytes)} (maxMemoryBytes; --max-memory of the command)`;
  const advice = "Allow that much, or crop the masks to what is marked";
  return new InputError("E_TOO_LARGE", path, `${found}; ${allowed}. ${advice}`);
}

function expected({ caseBytes, where, instead }: MemoryLimit): string {
  const most = (caseBytes - WORKER_BYTES) / (1 + SURFACE_SHARE);
  return (
    `${where}, masks that are compared may take ${sizeText(most)} together. ` +
    `Crop them to what is marked, store labels as uint8, or use ${instead}.`
  );
}

function sizeText(bytes: number): string {
  return bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
