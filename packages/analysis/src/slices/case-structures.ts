import type { LabelSpec } from "@pgt/metrics";
import type { Mask, Plan } from "@pgt/runner";
import { alignMasks, labelNamesOf } from "@pgt/runner";
import { matchLabels } from "@pgt/study";
import { type MaskPart, maskPart } from "./mask-part.ts";
import type { Grid } from "./voxel-box.ts";

/** A structure in the masks of a case, in the order in which they were added. */
export interface CaseStructure {
  readonly label: number;
  /** Null where no mask has it. */
  readonly name: string | null;
  /** Structure on the grid of the first mask; null where a mask does not have it. */
  readonly parts: (MaskPart | null)[];
}

/**
 * Takes some structures out of the masks of a case, one mask after the other. Besides the parts, the first mask alone
 * is kept, until all structures are found: which of its ids they are is known from a second mask.
 */
export class CaseStructures {
  private first: MatchedMask | null = null;
  private readonly found = new Map<number, { name: string | null; parts: (MaskPart | null)[] }>();

  constructor(
    labels: readonly number[],
    private readonly plan: Plan,
  ) {
    for (const label of labels) this.found.set(label, { name: null, parts: [] });
  }

  /**
   * @throws InputError E_GEOM or E_LABELS if it cannot be compared with the first; then it is as if it were not
   * there.
   */
  add(mask: Mask): void {
    if (!this.first) {
      this.first = { mask, ids: idsIn(mask) };
      for (const { parts } of this.found.values()) parts.push(null);
      return;
    }
    const aligned = alignMasks(this.first.mask, mask);
    const specs = this.match({ mask: aligned, ids: idsIn(aligned) });
    for (const [label, structure] of this.found) {
      const spec = specs.get(label);
      if (spec && structure.name === null) this.begin(structure, spec);
      structure.parts.push(spec ? maskPart(aligned.layers, spec.predictionIds) : null);
    }
    if ([...this.found.values()].every(({ name }) => name !== null)) this.forgetVoxels();
  }

  /** Null before a mask was added. */
  get grid(): Grid | null {
    return this.first?.mask.layers[0] ?? null;
  }

  /** Hands over what was found, which is then no longer kept here. */
  take(): CaseStructure[] {
    const isAlone = [...this.found.values()].every(({ parts }) => parts.length === 1);
    if (this.first && isAlone) {
      const specs = this.match(this.first);
      for (const [label, structure] of this.found) {
        const spec = specs.get(label);
        if (spec) this.begin(structure, spec);
      }
    }
    const taken = [...this.found].map(([label, structure]) => ({ label, ...structure }));
    this.first = null;
    this.found.clear();
    return taken;
  }

  private begin(structure: { name: string | null; parts: (MaskPart | null)[] }, spec: LabelSpec): void {
    structure.name = spec.name;
    structure.parts[0] = maskPart(this.first!.mask.layers, spec.referenceIds);
  }

  private match(other: MatchedMask): ReadonlyMap<number, LabelSpec> {
    const { labels } = matchLabels({
      reference: sideOf(this.first!),
      prediction: sideOf(other),
      ...(this.plan.asked && { asked: this.plan.asked }),
      ...(this.plan.dataset && { dataset: this.plan.dataset }),
    });
    return new Map(labels.map((spec) => [spec.label, spec]));
  }

  private forgetVoxels(): void {
    const { mask, ids } = this.first!;
    const [grid] = mask.layers;
    if (grid.data.length === 0) return;
    const names = labelNamesOf(mask);
    const layer = { ...grid, data: new Uint8Array(0), ...(names && { labelNames: names }) };
    this.first = { mask: { ...mask, layers: [layer] }, ids };
  }
}

interface MatchedMask {
  readonly mask: Mask;
  readonly ids: readonly number[];
}

function sideOf({ mask, ids }: MatchedMask) {
  const names = labelNamesOf(mask);
  return { ids, byName: mask.byName, source: mask.source, ...(names && { names }) };
}

function idsIn({ layers }: Mask): number[] {
  const ids = new Set<number>();
  for (const { data } of layers) {
    let last = 0;
    for (let i = 0; i < data.length; i++) if (data[i] !== last) ids.add((last = data[i]));
  }
  ids.delete(0);
  return [...ids].sort((a, b) => a - b);
}
