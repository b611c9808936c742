import { writeNpz } from "@pgt/io";
import { version } from "@pgt/runner";
import type { SchemaDocument } from "../documents/json-text.ts";
import type { PromptBox, PromptCase, PromptReport, PromptSettings } from "./prompt-types.ts";
import { sliceSize } from "./slice-boxes.ts";

export const promptsSchema = "pgt.prompts/2";

/** The JSON document of `prompts`. */
export function promptsDocument(report: PromptReport, version: string): SchemaDocument {
  return { schema: promptsSchema, version, ...report };
}

type CaseHead = Pick<PromptCase, "case" | "mask" | "shape" | "spacingMm">;

/** The boxes of a case as one JSON document, a box on each line. */
export function promptJson(head: CaseHead, boxes: readonly PromptBox[], settings: PromptSettings): string {
  const { axis, jitter, seed, minPixels } = settings;
  const fields = {
    schema: "pgt.prompts-case/1",
    version,
    ...head,
    axis,
    sliceSize: sliceSize(head.shape, axis),
    boxOrder: ["x_min", "y_min", "x_max", "y_max"],
    jitter,
    seed,
    minPixels,
  };
  const lines = boxes.map((box) => JSON.stringify(box)).join(",\n");
  return `${JSON.stringify(fields).slice(0, -1)},\n"boxes": [${lines === "" ? "" : `\n${lines}\n`}]}\n`;
}

/**
 * The boxes of a case for numpy.load: `boxes` (n, 4) int32 as x_min, y_min, x_max, y_max; `slices`, `labels` and
 * `pixels` (n) int32, one per box; `label_ids` (k) and `label_names` (k); `slice_size` (2) as height, width.
 */
export function promptNpz(head: CaseHead, boxes: readonly PromptBox[], settings: PromptSettings): Uint8Array {
  const { width, height } = sliceSize(head.shape, settings.axis);
  const names = new Map(boxes.map(({ label, name }) => [label, name]));
  const column = (values: readonly number[]) => ({ data: Int32Array.from(values), shape: [values.length] });
  return writeNpz({
    boxes: { data: Int32Array.from(boxes.flatMap(({ box }) => [...box])), shape: [boxes.length, 4] },
    slices: column(boxes.map(({ slice }) => slice)),
    labels: column(boxes.map(({ label }) => label)),
    pixels: column(boxes.map(({ pixels }) => pixels)),
    label_ids: column([...names.keys()]),
    label_names: { data: [...names.values()], shape: [names.size] },
    slice_size: column([height, width]),
  });
}
