import { listed } from "./words.ts";

/** Extension of a file, or those of a pair: of the header, and of the voxels beside it. */
type Extension = string | readonly [header: string, voxels: string];

/** A kind of file that label maps come in. Its reader is the format of the same id in `@pgt/io`. */
export interface FileKind {
  /** Name for people. */
  readonly name: string;
  /** Extensions in the order in which messages list them. */
  readonly extensions: readonly Extension[];
  /** Extensions that are read too, but not listed in messages. */
  readonly rareExtensions?: readonly Extension[];
}

export const fileKinds = {
  nifti: {
    name: "NIfTI",
    extensions: [".nii", ".nii.gz", [".hdr", ".img"]],
    rareExtensions: [[".hdr.gz", ".img.gz"]],
  },
} as const satisfies Readonly<Record<string, FileKind>>;

export type FileKindId = keyof typeof fileKinds;

/** Extension of a mask that this program writes unless another is asked for. */
export const usualExtension = ".nii.gz";

const kinds = Object.entries<FileKind>(fileKinds) as [FileKindId, FileKind][];
/** Pairs of each kind. */
const pairs = kinds.map(([, kind]) => allOf(kind).filter((extension) => typeof extension !== "string"));
const voxels = pairs.flat().map(([, image]) => image);

/** Every extension that a mask may have, in lower case, the longest first. */
export const maskExtensions: readonly string[] = kinds
  .flatMap(([, kind]) => allOf(kind).flat())
  .sort((a, b) => b.length - a.length);

const shownExtensions = kinds.flatMap(([, { extensions }]) => extensions.map(shown));

/** Extensions for messages: `.nii, .nii.gz or .hdr/.img`. */
export const expectedExtensions = listed(shownExtensions, "or");

/** Kinds for messages: `NIfTI (.nii, .nii.gz, .hdr/.img)`. */
export const expectedKinds = kinds
  .map(([, { name, extensions }]) => `${name} (${extensions.map(shown).join(", ")})`)
  .join(", ");

const maskName = new RegExp(`^(.*?[^/\\\\])(${maskExtensions.join("|").replaceAll(".", "\\.")})$`, "is");

/** Id of the case of a mask: its file name without extension; null for a name that no mask has. */
export function caseIdOf(fileName: string): string | null {
  return maskName.exec(fileName)?.[1] ?? null;
}

/** A path without its extension, and the extension; empty where no mask has such a one. */
export function splitExtension(path: string): [stem: string, extension: string] {
  const stem = caseIdOf(path) ?? path;
  return [stem, path.slice(stem.length)];
}

/** Kind of a file by its extension; null if no kind has it. */
export function fileKindOf(path: string): FileKindId | null {
  const extension = extensionOf(path);
  return kinds.find(([, kind]) => allOf(kind).flat().includes(extension))?.[0] ?? null;
}

/** Tells if a file, by its extension, holds a mask or the voxels of one. */
export function isMaskFile(path: string): boolean {
  return extensionOf(path) !== "";
}

/** Tells if a file holds the voxels of a pair, of which the header is the file to open. */
export function isVoxelFile(path: string): boolean {
  return voxels.includes(extensionOf(path));
}

/** Tells if a file is one to open as a mask: the voxels of a pair are not. */
export function isMaskToOpen(path: string): boolean {
  return isMaskFile(path) && !isVoxelFile(path);
}

/** Paths that the two files of a pair may have, the likeliest first. */
export interface FilePair {
  /** Extensions of the pair: `.hdr/.img`. */
  readonly name: string;
  readonly headers: readonly string[];
  readonly voxels: readonly string[];
}

/** The pair that a file is one half of, by its extension; null for a file that is whole. */
export function filePairOf(path: string): FilePair | null {
  const ofKind = pairs.find((all) => all.flat().includes(extensionOf(path)));
  const own = ofKind?.find((pair) => pair.includes(extensionOf(path)));
  if (!ofKind || !own) return null;
  const [stem, extension] = splitExtension(path);
  const isUpper = extension === extension.toUpperCase();
  const likeliestFirst = (extensions: readonly string[], likeliest: string) => {
    const lower = [likeliest, ...extensions.filter((other) => other !== likeliest)];
    const upper = lower.map((one) => one.toUpperCase());
    return (isUpper ? [...upper, ...lower] : [...lower, ...upper]).map((one) => stem + one);
  };
  return {
    name: shown(own),
    headers: likeliestFirst(
      ofKind.map(([header]) => header),
      own[0],
    ),
    voxels: likeliestFirst(
      ofKind.map(([, image]) => image),
      own[1],
    ),
  };
}

function allOf({ extensions, rareExtensions = [] }: FileKind): readonly Extension[] {
  return [...extensions, ...rareExtensions];
}

function shown(extension: Extension): string {
  return typeof extension === "string" ? extension : extension.join("/");
}

/** Extension in lower case; empty where no mask has such a one. */
function extensionOf(path: string): string {
  return splitExtension(path)[1].toLowerCase();
}
