import { caseIdOf, percentOfSome, plural, someOf } from "@pgt/metrics";
import { parentPath } from "../cases/folder-listing.ts";
import type { FoundLayout } from "./find-layout.ts";
import { type MaskSet, partsOf } from "./mask-sets.ts";

/** Recognised layout, in words. */
export function layoutTitle({ design: { sets } }: FoundLayout): string {
  const patterns = sets.map(({ pattern }) => pattern);
  if (patterns.every(isQubiq)) return "one folder per case with taskTT_segRR files (QUBIQ)";
  if (patterns.some(isBidsDesc)) return "BIDS derivatives with a desc- label per annotator";
  const names = patterns.map((pattern) => partsOf(pattern));
  if (patterns.every((pattern, at) => names[at].at(-1) === "{case}" || caseIdOf(pattern) === null)) {
    const isNnunet = patterns.some((pattern) => /(^|\/)labelsT[rs]\//.test(pattern));
    return isNnunet ? "nnU-Net labels, and folders beside them" : "one folder per annotator";
  }
  const inFolders = names.every((parts) => parts.at(-2) === "{case}");
  if (inFolders) return "one folder per case with one file per annotator";
  const isFlat = new Set(names.map((parts) => parts.slice(0, -1).join("/"))).size === 1;
  if (isFlat) return "the case and who made the mask in one file name";
  return "cases and who made the masks in folders and file names";
}

/** Remarks on a layout that a person must look at. */
export function layoutChecks(layout: FoundLayout): string[] {
  const { design, images, others } = layout;
  const patterns = design.sets.map(({ pattern }) => pattern);
  const structure = patterns.every(isQubiq) ? "task" : "structure";
  const [taken, ...structures] = design.structures;
  const [folder, ...folders] = design.folders;
  const alone = design.alone.filter((set) => !isStray(set, design.sets));
  const imageNames = [...images, ...design.images.map(({ pattern }) => imageName(pattern))];
  const inSets = new Set([...alone, ...design.matched].flatMap(({ masks }) => [...masks.values()]));
  const inNoSet = others.filter((path) => !inSets.has(path));
  return [
    ...(structures.length > 0
      ? [`Only ${taken} is listed; make one manifest per ${structure}. The others: ${someOf(structures)}.`]
      : []),
    ...(folders.length > 0
      ? [`Only ${folder}/ is listed; there are also ${folders.map((one) => `${one}/`).join(", ")}.`]
      : []),
    ...(patterns.some(isBidsDesc)
      ? [
          "In BIDS a desc- label does not say who is a rater: rater0 is a model in some data sets, and a later one a corrected copy of an earlier. Give such a copy derivedFrom.",
        ]
      : []),
    ...(layoutTitle(layout) === "the case and who made the mask in one file name"
      ? ["Names were split where cases and makers repeat: is {case} the case in every pattern?"]
      : []),
    ...(imageNames.length > 0 ? [`Left out, by name images and not masks: ${someOf(imageNames)}.`] : []),
    ...(inNoSet.length > 0
      ? [`Left out, images by name or in no set of two cases: ${someOf(inNoSet)}.`]
      : []),
    ...(alone.length > 0
      ? [
          `Left out, having no case in common with another set: ${someOf(alone.map(({ pattern }) => pattern))}.`,
        ]
      : []),
  ];
}

/** How sure a proposal is that cases are cases and makers makers, and what speaks against it. */
export function certaintyOf({ reading, rival, others }: FoundLayout): {
  readonly level: "high" | "medium" | "low";
  readonly doubts: readonly string[];
} {
  const isRival =
    rival !== null &&
    rival.coverage >= reading.coverage &&
    rival.fill >= reading.fill &&
    rival.design.matched.length <= reading.design.matched.length &&
    rival.margin >= reading.margin - 0.5;
  const grave = [
    ...(reading.margin <= 0 ? ["the names do not tell cases from makers"] : []),
    ...(isRival ? [`${rival.design.matched[0].pattern} fits as well`] : []),
  ];
  const slight = [
    ...(reading.fill < 1
      ? [`${percentOfSome(1 - reading.fill)} of the masks that all sets would have are missing`]
      : []),
    ...(others.length > 0 ? [`${plural(others.length, "file")} not used`] : []),
  ];
  const level = grave.length > 0 ? "low" : slight.length > 0 ? "medium" : "high";
  return { level, doubts: [...grave, ...slight] };
}

/** The file name where that is no case. */
function imageName(pattern: string): string {
  const file = pattern.slice(pattern.lastIndexOf("/") + 1);
  return file.includes("{case}") ? pattern : file;
}

/** One file beside those of other sets; a set of its own folder is told by its pattern. */
function isStray({ pattern, masks }: MaskSet, sets: readonly MaskSet[]): boolean {
  const folder = parentPath(pattern);
  return masks.size === 1 && sets.some((other) => parentPath(other.pattern) === folder);
}

function isQubiq(pattern: string): boolean {
  return /\{case\}\/task\d+_seg\d+\./.test(pattern);
}

function isBidsDesc(pattern: string): boolean {
  return /(^|\/)\{case\}[^/]*_desc-/.test(pattern) && /(^|\/)sub-/.test(pattern);
}
