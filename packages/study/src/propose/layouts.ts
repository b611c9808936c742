import { caseIdOf, someOf, splitExtension } from "@pgt/metrics";
import { folderLayoutOf, isKnownClass } from "../cases/class-folder.ts";
import { baseName, joinPath, parentPath } from "../cases/folder-listing.ts";
import { byCodeUnit } from "../cases/image-files.ts";
import { namesMaker } from "./entity-names.ts";
import { isImageFolder, namesImage } from "./image-names.ts";

/** Masks that belong together: a pattern, and the cases that it finds. */
export interface MaskGroup {
  /** Names that entity and session are guessed from. */
  readonly name: string;
  readonly pattern: string;
  readonly cases: ReadonlySet<string>;
  /** More to check than the name tells. */
  readonly check?: string;
}

export interface FoundLayout {
  /** Recognised layout, in words. */
  readonly title: string;
  readonly groups: readonly MaskGroup[];
  readonly checks: readonly string[];
}

/** `caseNN/taskTT_segRR.nii.gz` of QUBIQ; one task, since each is a structure of its own. */
export function qubiqLayout(files: readonly string[]): FoundLayout | null {
  const shape = /^(.*?)([^/]+)\/task(\d+)_seg(\d+)$/;
  const found = files.flatMap((path) => {
    const [stem, ending] = splitExtension(path);
    const match = shape.exec(stem);
    return match ? [{ root: match[1], id: match[2], task: match[3], rater: match[4], ending }] : [];
  });
  if (found.length === 0) return null;
  const tasks = [...new Set(found.map(({ task }) => task))].sort(byCodeUnit);
  const roots = [...new Set(found.map(({ root }) => root))].sort(byCodeUnit);
  const chosen = found.filter(({ task, root }) => task === tasks[0] && root === roots[0]);
  const groups = grouped(
    chosen,
    ({ root, task, rater, ending }) => `${root}{case}/task${task}_seg${rater}${ending}`,
    ({ id }) => id,
    ({ rater }) => `seg${rater}`,
  );
  const checks = [
    ...(tasks.length > 1
      ? [
          `Only task${tasks[0]} is listed; make one manifest per task. The others: ${tasks
            .slice(1)
            .map((task) => `task${task}`)
            .join(", ")}.`,
        ]
      : []),
    ...(roots.length > 1 ? [`Only ${roots[0]} is listed; there are also ${roots.slice(1).join(", ")}.`] : []),
  ];
  return { title: "one folder per case with taskTT_segRR files (QUBIQ)", groups, checks };
}

/** `sub-01/anat/sub-01_desc-anna_dseg.nii.gz` of BIDS derivatives. */
export function bidsLayout(files: readonly string[]): FoundLayout | null {
  const shape = /^((?:.*\/)?)(sub-[^/]*?)_desc-([A-Za-z0-9]+)((?:_[^/]*?)?_?(?:dseg|mask|seg))$/;
  const found = files.flatMap((path) => {
    const [stem, extension] = splitExtension(path);
    const match = shape.exec(stem);
    if (!match) return [];
    const folder = match[1].replace(/(^|\/)(sub|ses)-[^/]+(?=\/)/g, "$1$2-*");
    return [{ folder, id: match[2], desc: match[3], ending: match[4] + extension }];
  });
  if (found.length === 0) return null;
  const groups = grouped(
    found,
    ({ folder, desc, ending }) => `${folder}{case}_desc-${desc}${ending}`,
    ({ id }) => id,
    ({ desc }) => desc,
  );
  return {
    title: "BIDS derivatives with a desc- label per annotator",
    groups,
    checks: [
      "In BIDS a desc- label does not say who is a rater: rater0 is a model in some data sets, and a later one a corrected copy of an earlier. Give such a copy derivedFrom.",
    ],
  };
}

/** One folder per case with one file per annotator; known by folders that are named like cases. */
export function caseFolderLayout(files: readonly string[]): FoundLayout | null {
  const parts = files.map((path) => ({
    root: parentPath(parentPath(path)),
    id: baseName(parentPath(path)),
    file: baseName(path),
  }));
  const inFolders = parts.filter(
    ({ id, file }) => id !== "" && caseIdOf(file) !== null && parentPath(file) === "",
  );
  const isImage = ({ file }: { file: string }) => namesImage(caseIdOf(file)!);
  const masks = inFolders.filter((one) => !isImage(one));
  const images = new Set(inFolders.filter(isImage).map(({ file }) => file));
  const folders = new Set(inFolders.map(({ id }) => id));
  const names = new Set(masks.map(({ file }) => file));
  if (folders.size < 2 || inFolders.length !== files.length) return null;
  if ([...names].some((file) => isKnownClass(caseIdOf(file)!))) return null;
  if (shareLikeCases(folders) <= 0.5 || shareLikeCases(names) > 0.5) return null;
  const groups = grouped(
    masks,
    ({ root, file }) => joinPath(root, `{case}/${file}`),
    ({ id }) => id,
    ({ file }) => caseIdOf(file)!,
  );
  return { title: "one folder per case with one file per annotator", groups, checks: leftOutImages(images) };
}

/** One folder per annotator, nnU-Net's `labelsTr` with predictions beside it among them. */
export function annotatorFolderLayout(files: readonly string[]): FoundLayout | null {
  const byFolder = new Map<string, string[]>();
  for (const path of files) {
    const folder = parentPath(path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), baseName(path)]);
  }
  const found = [...byFolder].flatMap(([folder, names]) => {
    const ids = names.flatMap((name) => caseIdOf(name) ?? []);
    if (isClassFolder(folder, ids)) return [classFolder(folder)];
    return names.map((name) => {
      const [id, extension] = splitExtension(name);
      return { id, name: folder, pattern: joinPath(folder, `{case}${extension}`) };
    });
  });
  const folders = [...new Set(found.map(({ name }) => name))];
  const images = new Set(folders.filter((folder) => isImageFolder(folder, folders)));
  const masks = found.filter(({ name }) => !images.has(name));
  if (masks.length === 0) return null;
  const isNnunet = masks.some(({ name }) => /(^|\/)labelsT[rs]$/.test(name));
  const groups = grouped(
    masks,
    ({ pattern }) => pattern,
    ({ id }) => id,
    ({ name }) => name || "masks",
  );
  return {
    title: isNnunet ? "nnU-Net labels, and folders beside them" : "one folder per annotator",
    groups,
    checks: leftOutImages(images),
  };
}

/** Check for a person about files or folders that were taken for images. */
export function leftOutImages(names: ReadonlySet<string>): string[] {
  return names.size === 0 ? [] : [`Left out, by name images and not masks: ${someOf([...names])}.`];
}

/**
 * `segmentations/`, or a folder with a known class and no name of a maker or an image; `tumor` may be beside `liver`.
 */
function isClassFolder(folder: string, ids: readonly string[]): boolean {
  if (folder === "") return false;
  if (baseName(folder).toLowerCase() === "segmentations") return parentPath(folder) !== "";
  if (folderLayoutOf(ids) === "classes") return true;
  return ids.some(isKnownClass) && !ids.some((id) => namesMaker(id) || namesImage(id) || /\d{2,}/.test(id));
}

/** A folder of one file per class is the mask of one case. */
function classFolder(folder: string) {
  const isInner = baseName(folder).toLowerCase() === "segmentations";
  const caseFolder = isInner ? parentPath(folder) : folder;
  const above = parentPath(caseFolder);
  return {
    id: baseName(caseFolder),
    name: above,
    pattern: joinPath(above, isInner ? `{case}/${baseName(folder)}` : "{case}"),
  };
}

/** One group per pattern, in order of pattern. */
export function grouped<T>(
  found: readonly T[],
  patternOf: (one: T) => string,
  caseOf: (one: T) => string,
  nameOf: (one: T) => string,
): MaskGroup[] {
  const groups = new Map<string, { name: string; pattern: string; cases: Set<string> }>();
  for (const one of found) {
    const pattern = patternOf(one);
    const group = groups.get(pattern) ?? { name: nameOf(one), pattern, cases: new Set() };
    group.cases.add(caseOf(one));
    groups.set(pattern, group);
  }
  return [...groups.values()].sort((a, b) => byCodeUnit(a.pattern, b.pattern));
}

function shareLikeCases(names: ReadonlySet<string>): number {
  const like = [...names].filter((name) => /\d{2,}/.test(name) || isCaseWord(name));
  return names.size === 0 ? 0 : like.length / names.size;
}

/** Tells if a name begins as those of cases do. */
export function isCaseWord(name: string): boolean {
  return /^(case|patient|pat|subject|sub|scan)/i.test(name);
}
