import type { DatasetLabels } from "../labels/label-query.ts";
import type { Relabelling } from "../manifest/relabel.ts";

/** Place of the mask of one case; plain data, so that it can be sent to a worker. */
export type MaskSource = StoredMask | FusedMask;

/** One label map, or one binary file per class (which may overlap). */
export type StoredMask = (
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "classes";
      /** The folder of the files. */
      readonly path: string;
      /** Class name -> file, in order of name. */
      readonly files: ReadonlyMap<string, string>;
    }
) & {
  /** Rule by which labels of the mask become those of the study. */
  readonly relabelling?: Relabelling;
};

/** A mask that lies nowhere: it is fused of others when it is read. */
export interface FusedMask {
  readonly kind: "fused";
  /** Name of the mask, for messages. */
  readonly path: string;
  readonly parts: readonly StoredMask[];
  readonly fusion: Fusion;
}

/** Rule by which masks become one. */
export interface Fusion {
  /** As `pgt consensus` names it; with its defaults. */
  readonly method: string;
  /** Labels, as asked for in the study. */
  readonly asked?: readonly number[];
  readonly dataset?: DatasetLabels;
}

/** The same key for the same mask on disk, read the same way. */
export function sourceKey(source: MaskSource): string {
  if (source.kind === "fused") {
    return `fused:${JSON.stringify([source.fusion.method, source.parts.map(sourceKey)])}`;
  }
  const { kind, path, relabelling } = source;
  return `${kind}:${path}${relabelling ? `:${relabelling.id}` : ""}`;
}

/** The masks on disk that a mask is read from. */
export function storedMasks(source: MaskSource): readonly StoredMask[] {
  return source.kind === "fused" ? source.parts : [source];
}
