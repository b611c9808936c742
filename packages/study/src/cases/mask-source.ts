import type { Relabelling } from "../manifest/relabel.ts";

/** Place of the mask of one case: one label map, or one binary file per class (which may overlap). */
export type MaskSource = (
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "classes";
      /** The folder of the files. */
      readonly path: string;
      /** Class name -> file, in order of name. */
      readonly files: ReadonlyMap<string, string>;
    }
) & {
  /** Rule by which labels of the mask become those of the study; plain data, so that it can be sent to a worker. */
  readonly relabelling?: Relabelling;
};

/** The same key for the same mask on disk, read the same way. */
export function sourceKey({ kind, path, relabelling }: MaskSource): string {
  return `${kind}:${path}${relabelling ? `:${relabelling.id}` : ""}`;
}
