import { InputError } from "@pgt/metrics";

/** A NIfTI datatype that can hold whole labels. */
export interface Datatype {
  readonly name: string;
  readonly code: number;
  readonly bytesPerVoxel: 1 | 2 | 4 | 8;
}

const labelTypes: readonly Datatype[] = [
  { name: "uint8", code: 2, bytesPerVoxel: 1 },
  { name: "int16", code: 4, bytesPerVoxel: 2 },
  { name: "int32", code: 8, bytesPerVoxel: 4 },
  { name: "float32", code: 16, bytesPerVoxel: 4 },
  { name: "float64", code: 64, bytesPerVoxel: 8 },
  { name: "int8", code: 256, bytesPerVoxel: 1 },
  { name: "uint16", code: 512, bytesPerVoxel: 2 },
  { name: "uint32", code: 768, bytesPerVoxel: 4 },
  { name: "int64", code: 1024, bytesPerVoxel: 8 },
  { name: "uint64", code: 1280, bytesPerVoxel: 8 },
];

const otherTypes: ReadonlyMap<number, string> = new Map([
  [0, "unknown"],
  [1, "binary (one bit per voxel)"],
  [32, "complex64"],
  [128, "rgb24"],
  [1536, "float128"],
  [1792, "complex128"],
  [2048, "complex256"],
  [2304, "rgba32"],
]);

/** @throws InputError E_DATATYPE for a type that holds no labels, by its name. */
export function datatypeOf(code: number, source: string): Datatype {
  const found = labelTypes.find((type) => type.code === code);
  if (found) return found;
  throw new InputError(
    "E_DATATYPE",
    source,
    `datatype ${code} (${otherTypes.get(code) ?? "not a NIfTI datatype"}) holds no labels; ` +
      `expected one of ${labelTypes.map((type) => type.name).join(", ")}`,
  );
}

export function datatypeNamed(name: string): Datatype {
  return labelTypes.find((type) => type.name === name)!;
}
