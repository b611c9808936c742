/** Where the mask of one case is: one label map, or one binary file per class (which may overlap). */
export type MaskSource =
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "classes";
      /** The folder of the files. */
      readonly path: string;
      /** Class name -> file, in order of name. */
      readonly files: ReadonlyMap<string, string>;
    };

/** The same key for the same mask on disk. */
export function sourceKey(source: MaskSource): string {
  return `${source.kind}:${source.path}`;
}
