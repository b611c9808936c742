import { createRandom, type LabelVolume, type Note, someOf } from "@pgt/metrics";
import type { Mask } from "@pgt/runner";
import { join, platform, readMask } from "@pgt/runner";
import type { DatasetLabels, MaskSource } from "@pgt/study";
import { structuresOf } from "./mask-structures.ts";
import type { PromptBox, PromptCase, PromptSettings } from "./prompt-types.ts";
import { promptJson, promptNpz } from "./prompts-document.ts";
import { jitteredBox, type SliceAxis, type SliceBox, sliceBoxes, sliceSize } from "./slice-boxes.ts";

/** Request that is the same for every case. */
export interface CaseRequest {
  readonly out: string;
  readonly settings: PromptSettings;
  readonly asked?: readonly number[];
  readonly dataset?: DatasetLabels;
  readonly classIds: ReadonlyMap<string, number>;
}

export interface CasePrompts {
  readonly summary: PromptCase;
  readonly boxes: readonly PromptBox[];
  /** Label and name of every box left out for its size. */
  readonly small: readonly Pick<PromptBox, "label" | "name">[];
  /** Plane of its slices, if not axial: `sagittal`. */
  readonly plane: string | null;
  readonly warnings: readonly Note[];
}

/** Reads a mask, finds its boxes and writes them. */
export async function casePrompts(
  id: string,
  source: MaskSource,
  request: CaseRequest,
): Promise<CasePrompts> {
  const { settings, out } = request;
  const mask = await readMask(source, request.classIds);
  const [{ shape, spacingMm, affine }] = mask.layers as [LabelVolume];
  const found = boxesOf(mask, request);
  const large = found.filter(({ pixels }) => pixels >= settings.minPixels);
  const boxes = large
    .sort((a, b) => a.slice - b.slice || a.label - b.label)
    .map(({ slice, label, name, box, pixels }): PromptBox => {
      return { slice, label, name, box: moved(box, id, slice, label, shape, settings), pixels };
    });
  const head = { case: id, mask: source.path, shape, spacingMm };
  const files: string[] = [];
  for (const form of settings.files) {
    const name = `${id}.${form}`;
    const content = form === "json" ? promptJson(head, boxes, settings) : promptNpz(head, boxes, settings);
    await platform().output.writeFile(join(out, name), [content]);
    files.push(name);
  }
  const slices = new Set(boxes.map(({ slice }) => slice)).size;
  const small = found.filter(({ pixels }) => pixels < settings.minPixels);
  return {
    summary: { ...head, slices, boxes: boxes.length, small: small.length, files },
    boxes,
    small: small.map(({ label, name }) => ({ label, name })),
    plane: planeOf(affine, settings.axis),
    warnings: [...mask.layers.flatMap(({ warnings = [] }) => warnings), ...absentNote(request, boxes)],
  };
}

/** A region whose classes lie in several layers gets one box around all; its pixels are counted once per class. */
function boxesOf(mask: Mask, request: CaseRequest): PromptBox[] {
  const boxes = new Map<string, PromptBox>();
  for (const layer of mask.layers) {
    const structures = structuresOf(mask, layer, request);
    const names = new Map(structures.map(({ label, name }) => [label, name]));
    for (const found of sliceBoxes(layer, structures, request.settings.axis)) {
      const key = `${found.slice} ${found.label}`;
      const known = boxes.get(key);
      boxes.set(key, known ? around(known, found) : { ...found, name: names.get(found.label)! });
    }
  }
  return [...boxes.values()];
}

function around(known: PromptBox, { box, pixels }: SliceBox): PromptBox {
  const [a, b] = [known.box, box];
  const union = [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ] as const;
  return { ...known, box: union, pixels: known.pixels + pixels };
}

/** Every box has random numbers of its own, so that it does not depend on which others are asked for. */
function moved(
  box: PromptBox["box"],
  id: string,
  slice: number,
  label: number,
  shape: LabelVolume["shape"],
  { axis, jitter, seed }: PromptSettings,
): PromptBox["box"] {
  if (jitter === 0) return box;
  const random = createRandom(seed, streamOf(`${id}/${axis}/${slice}/${label}`));
  return jitteredBox(box, sliceSize(shape, axis), jitter, random);
}

/** FNV-1a, 32 bits. */
function streamOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function planeOf(affine: LabelVolume["affine"], axis: SliceAxis): string | null {
  if (!affine) return null;
  const column = { x: 0, y: 1, z: 2 }[axis];
  const steps = [0, 1, 2].map((row) => Math.abs(affine[4 * row + column]));
  const world = steps.indexOf(Math.max(...steps));
  return ["sagittal", "coronal", null][world]!;
}

function absentNote({ asked }: CaseRequest, boxes: readonly PromptBox[]): Note[] {
  const held = new Set(boxes.map(({ label }) => label));
  const absent = (asked ?? []).filter((label) => !held.has(label));
  const message = `no box of label ${someOf(absent.map(String))}, which was asked for.`;
  return absent.length > 0 ? [{ code: "N-ABSENT", message }] : [];
}
