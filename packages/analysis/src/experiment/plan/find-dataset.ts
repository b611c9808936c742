import { InputError, isMaskFile, someOf } from "@pgt/metrics";
import { dirname, findCases, isFile, isFolder, join, listFolder, readLabelMap } from "@pgt/runner";
import { findMasks, type MaskSource } from "@pgt/study";
import { loadManifest } from "../../interval/manifest-study.ts";
import { readLabelTable } from "../../labels/label-tables.ts";
import { qualityMetrics } from "../../quality/folder-quality.ts";
import type { PlannedDataset } from "./plan-types.ts";

/** Images and labels of a data set, as they lie on disk. */
export interface FoundDataset {
  readonly dataset: PlannedDataset;
  /** Case -> images by channel. */
  readonly images: ReadonlyMap<string, readonly string[]>;
  readonly labels: ReadonlyMap<string, MaskSource>;
  readonly truth: ReadonlyMap<string, MaskSource> | null;
  /** Annotators of the labels, where a manifest names them; null for fewer than two sets of masks. */
  readonly raters: RaterStudy | null;
  /** Label -> name, without the background. */
  readonly names: ReadonlyMap<number, string>;
  /** Files that it rests on besides images and masks. */
  readonly files: readonly string[];
}

/** Masks of the annotators whose agreement says how good the labels of a base can be known to be. */
export interface RaterStudy {
  /** The manifest. */
  readonly file: string;
  readonly masks: readonly MaskSource[];
}

/** @throws InputError for a folder that is missing, labels without names, or channels that differ. */
export async function findDataset(dataset: PlannedDataset): Promise<FoundDataset> {
  const images = await findImages(dataset.images);
  const { cases: labels, files, raters } = await findLabels(dataset.labels);
  const truth = dataset.truth === undefined ? null : await masksOf(dataset.truth);
  return { dataset, images, labels, truth, raters, ...(await namesOf(dataset, labels)), files };
}

/** Masks of a folder or of a pattern. */
export async function masksOf(path: string): Promise<ReadonlyMap<string, MaskSource>> {
  if (!path.includes("{case}")) return (await findCases(path, "cases")).cases;
  const found = await findMasks({ text: path }, "", listFolder);
  const sources = await Promise.all(
    [...found].map(async ([id, { path: at, isDirectory }]) => {
      if (!isDirectory) return [id, { kind: "file", path: at }] as const;
      const [[, source]] = [...(await findCases(at, "classes")).cases];
      return [id, source] as const;
    }),
  );
  return new Map(sources);
}

/** `{case}_0000`, `{case}_0001` ...; or one image a case, without a number. */
async function findImages(path: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = [...(await masksOf(path))];
  const numbered = path.includes("{case}")
    ? []
    : found.filter(([id]) => /_\d{4}$/.test(id)).map(([id, source]) => ({ id, source }));
  if (numbered.length === 0) return new Map(found.map(([id, source]) => [id, [source.path]]));
  if (numbered.length < found.length) {
    const plain = found.map(([id]) => id).filter((id) => !/_\d{4}$/.test(id));
    const message = `expected every image to be named CASE_0000, with the number of its channel; found ${someOf(plain)}`;
    throw new InputError("E_CASES", path, message);
  }
  const cases = new Map<string, string[]>();
  for (const { id, source } of numbered) {
    const channels = cases.get(id.slice(0, -5)) ?? [];
    if (Number(id.slice(-4)) !== channels.length) {
      throw new InputError(
        "E_CASES",
        source.path,
        `expected channel ${channels.length} of ${id.slice(0, -5)} before it`,
      );
    }
    cases.set(id.slice(0, -5), [...channels, source.path]);
  }
  const counts = new Set([...cases.values()].map((channels) => channels.length));
  if (counts.size > 1) {
    throw new InputError(
      "E_CASES",
      path,
      `expected as many channels in each case; found ${[...counts].join(" and ")}`,
    );
  }
  return cases;
}

interface FoundLabels extends Pick<FoundDataset, "files" | "raters"> {
  readonly cases: ReadonlyMap<string, MaskSource>;
}

async function findLabels(path: string): Promise<FoundLabels> {
  if (isMaskFile(path) || !/\.(ya?ml|json)$/i.test(path) || !(await isFile(path))) {
    return { cases: await masksOf(path), files: [], raters: null };
  }
  const study = await loadManifest(
    path,
    {},
    { roles: ["reference"], made: "an experiment takes the labels of a reference", metrics: qualityMetrics },
  );
  if (study.entities.length !== 1) {
    throw new InputError(
      "E_MANIFEST",
      path,
      `expected one entity of role reference; found ${study.entities.length}`,
    );
  }
  const files = study.inputs.map(({ path: file }) => file);
  return { cases: study.entities[0].cases, files, raters: await findRaters(path) };
}

async function findRaters(file: string): Promise<RaterStudy | null> {
  const { entities } = await loadManifest(file, {}, { roles: ["rater"], made: "raters agree" });
  if (entities.length < 2) return null;
  return { file, masks: entities.flatMap(({ cases }) => [...cases.values()]) };
}

async function namesOf(
  { names, labels: path, where }: PlannedDataset,
  labels: ReadonlyMap<string, MaskSource>,
): Promise<Pick<FoundDataset, "names">> {
  if (typeof names === "object") return { names };
  if (names !== undefined) return { names: withoutBackground((await readLabelTable(names)).names) };
  const folder = (await isFolder(path)) ? path : dirname(path);
  for (const file of [join(folder, "dataset.json"), join(dirname(folder), "dataset.json")]) {
    if (await isFile(file)) return { names: withoutBackground((await readLabelTable(file)).names) };
  }
  const [first] = labels.values();
  const own = first?.kind === "file" ? (await readLabelMap(first.path)).labelNames : undefined;
  if (own && own.size > 0) return { names: withoutBackground(own) };
  const message = `${where}: nothing says what the labels are called; add names: { 1: liver, ... }, a dataset.json, or a preset`;
  throw new InputError("E_LABELS", path, message);
}

function withoutBackground(names: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  return new Map([...names].filter(([id]) => id !== 0));
}
