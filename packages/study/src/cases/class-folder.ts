import { otherTaskClasses, totalTaskClasses } from "../label-presets/totalsegmentator.ts";
import { normaliseLabelName } from "../labels/label-names.ts";
import { byCodeUnit } from "./image-files.ts";

const totalIds = new Map(totalTaskClasses.map((name, place) => [normaliseLabelName(name), place + 1]));
const knownClasses = new Set([...totalIds.keys(), ...otherTaskClasses.map(normaliseLabelName)]);

/**
 * Tells what the file names of a folder (without extension) say about it:
 * - `classes`: every name is a class of TotalSegmentator: one binary mask per class, together one case;
 * - `unclear`: half of them or more are, and others are not;
 * - `cases`: anything else.
 */
export function folderLayoutOf(names: readonly string[]): "classes" | "cases" | "unclear" {
  const known = names.filter((name) => knownClasses.has(normaliseLabelName(name))).length;
  if (known === 0) return "cases";
  if (known === names.length) return "classes";
  return known * 2 >= names.length ? "unclear" : "cases";
}

/** Tells if a name is a class of TotalSegmentator, in any spelling of case and separators. */
export function isKnownClass(name: string): boolean {
  return knownClasses.has(normaliseLabelName(name));
}

/**
 * Ids for masks that come as one file per class and so have none: those of TotalSegmentator's task `total`,
 * and from 1001 up, in order of name, for other names. Give it the classes of the whole run, so that a class
 * has the same id in every case.
 */
export function classLabelNames(classNames: Iterable<string>): Map<number, string> {
  const names = [...new Set(classNames)].sort(byCodeUnit);
  const table = new Map<number, string>();
  let next = 1001;
  for (const name of names) {
    const id = totalIds.get(normaliseLabelName(name));
    table.set(id !== undefined && !table.has(id) ? id : next++, name);
  }
  return new Map([...table].sort(([a], [b]) => a - b));
}
