import { maskExtensions } from "@pgt/metrics";
import type { ReportInput } from "../interval/report-input.ts";

/** Stable, short and not to be read back: the same text gives the same name. */
export type NameHash = (text: string) => string;

/**
 * The input with case ids and file names replaced by hashes everywhere, also inside sentences. Whoever knows the
 * list of ids and the hash can find out which is which; ids of raters and models stay.
 */
export function anonymise(input: ReportInput, hash: NameHash): ReportInput {
  const caseName = (id: string) => `case-${hash(id)}`;
  const hide = textHider(input, caseName, (path) => `file-${hash(path)}`);
  const ofCase = <T extends { readonly case: string }>(one: T): T => ({ ...one, case: caseName(one.case) });
  return {
    ...input,
    rows: input.rows.map(ofCase),
    failures: input.failures.map((one) => ({ ...ofCase(one), message: hide(one.message) })),
    notes: input.notes.map((note) => hide(note)),
    warnings: input.warnings.map((one) => ({ ...one, message: hide(one.message, false) })),
    ...(input.masks && { masks: input.masks.map(ofCase) }),
    ...(input.slices && { slices: input.slices.map(ofCase) }),
    ...(input.slicesMissing !== undefined && { slicesMissing: hide(input.slicesMissing) }),
    ...(input.inputs && {
      inputs: input.inputs.map(({ path, bytes, sha256 }) => ({ path: `file-${hash(path)}`, bytes, sha256 })),
    }),
    ...(input.title !== undefined && { title: hide(input.title) }),
  };
}

/** Anything that looks like a path or a mask file. */
const pathLike = new RegExp(
  `(?:[A-Za-z]:)?(?:[^\\s"'(),;:/\\\\]*[/\\\\])+[^\\s"'(),;:]*|[^\\s"'(),;:]+(?:${maskExtensions.map(escapePattern).join("|")})`,
  "g",
);

function textHider(
  { rows, failures, masks, slices, inputs }: ReportInput,
  caseName: (id: string) => string,
  fileName: (path: string) => string,
): (text: string, hasPaths?: boolean) => string {
  const cases = new Set([...rows, ...failures, ...(masks ?? []), ...(slices ?? [])].map((one) => one.case));
  const paths = (inputs ?? []).flatMap(({ path }) => [path, path.replace(/^.*[/\\]/, "")]);
  const names = new Map([
    ...paths.map((path) => [path, fileName(path)] as const),
    ...[...cases].map((id) => [id, caseName(id)] as const),
  ]);
  const byLength = [...names.keys()].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  // Whole words only, and not the digits of a number such as 0.12.
  const known =
    byLength.length > 0
      ? new RegExp(
          `(?<![\\p{L}\\p{N}]|\\d\\.)(?:${byLength.map(escapePattern).join("|")})(?![\\p{L}\\p{N}]|\\.\\d)`,
          "gu",
        )
      : null;
  return (text, hasPaths = true) => {
    const withoutKnown = known ? text.replace(known, (name) => names.get(name)!) : text;
    return !hasPaths
      ? withoutKnown
      : withoutKnown.replace(pathLike, (path) => (path.length > 1 ? fileName(path) : path));
  };
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
