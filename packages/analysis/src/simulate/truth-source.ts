import { InputError, type LabelVolume, UsageError, type Vector3 } from "@pgt/metrics";
import { findCases, readLabelMap } from "@pgt/runner";
import { anatomyStructures, trueCaseOfAnatomy, trueCaseOfMask } from "@pgt/simulate";
import type { MaskSource } from "@pgt/study";
import type { SimulatedStudyOptions, TruthSource } from "./simulate-types.ts";

const defaultShape: Vector3 = [96, 96, 64];
const defaultSpacingMm: Vector3 = [1, 1, 1.5];

export function anatomySource({
  cases = 12,
  shape = defaultShape,
  spacingMm = defaultSpacingMm,
  labels,
}: SimulatedStudyOptions): TruthSource {
  checkCases(cases, 10000);
  const width = Math.max(2, String(cases).length);
  return {
    cases: Array.from({ length: cases }, (_, index) => `case${String(index + 1).padStart(width, "0")}`),
    structures: chosen(anatomyStructures, labels, "the built-in anatomy"),
    load: async (index, simulation) => trueCaseOfAnatomy({ shape, spacingMm }, index, simulation),
  };
}

export async function maskSource(
  folder: string,
  { cases, labels }: SimulatedStudyOptions,
): Promise<TruthSource> {
  const found = [...(await findCases(folder, "cases")).cases];
  if (cases !== undefined) checkCases(cases, found.length);
  const kept = found.slice(0, cases);
  const names = new Map<number, string>();
  for (const [, source] of kept) {
    const { data, labelNames } = await readMaskFile(source);
    for (const label of labelsIn(data)) {
      if (!names.has(label)) names.set(label, labelNames?.get(label) ?? `label ${label}`);
    }
  }
  const structures = [...names].map(([label, name]) => ({ label, name })).sort((a, b) => a.label - b.label);
  if (structures.length === 0)
    throw new InputError("E_LABELS", folder, "expected masks with labels, all are empty");
  return {
    cases: kept.map(([id]) => id),
    structures: chosen(structures, labels, folder),
    load: async (index, simulation) => trueCaseOfMask(await readMaskFile(kept[index][1]), index, simulation),
  };
}

function readMaskFile(source: MaskSource): Promise<LabelVolume> {
  if (source.kind === "file") return readLabelMap(source.path);
  throw new InputError(
    "E_CASES",
    source.path,
    "expected one label map per case, found a folder of one file per class",
  );
}

function labelsIn(data: LabelVolume["data"]): Set<number> {
  const found = new Set<number>();
  let last = 0;
  for (let i = 0; i < data.length; i++) {
    const id = data[i];
    if (id === last) continue;
    last = id;
    if (id !== 0) found.add(id);
  }
  return found;
}

function chosen<T extends { readonly label: number }>(
  structures: readonly T[],
  labels: readonly number[] | undefined,
  where: string,
): readonly T[] {
  const unknown = labels?.find((label) => !structures.some((one) => one.label === label));
  if (unknown !== undefined) {
    throw new UsageError(
      "E_LABEL",
      `labels: ${unknown} is not in ${where}; it has ${structures.map(({ label }) => label).join(", ")}`,
    );
  }
  return labels === undefined ? structures : structures.filter(({ label }) => labels.includes(label));
}

function checkCases(cases: number, most: number): void {
  if (Number.isInteger(cases) && cases >= 1 && cases <= most) return;
  throw new UsageError("E_SIMULATION", `cases: expected a whole number from 1 to ${most}, found ${cases}`);
}
