import { InputError } from "@pgt/metrics";
import { platform } from "@pgt/runner";
import type { DividedDataset } from "./dataset-split.ts";

interface Seen {
  readonly dataset: string;
  readonly case: string;
  readonly isTest: boolean;
}

/**
 * Refuses an image that is trained on and tested on, under one name or two, within a data set or across them: files
 * of one size are compared by their content.
 *
 * @throws InputError E_CASES naming both cases.
 */
export async function checkLeaks(
  datasets: readonly DividedDataset[],
  hashOf: (path: string) => Promise<string>,
): Promise<void> {
  const bySize = new Map<number, { readonly path: string; readonly seen: Seen }[]>();
  for (const { dataset, images, train, test } of datasets) {
    for (const [ids, isTest] of [
      [train, false],
      [test, true],
    ] as const) {
      for (const id of ids) {
        const [path] = images.get(id)!;
        const { bytes } = await platform().files.entryOf(path);
        const seen = { dataset: dataset.id, case: id, isTest };
        const group = bySize.get(bytes) ?? [];
        group.push({ path, seen });
        bySize.set(bytes, group);
      }
    }
  }
  for (const group of bySize.values()) {
    if (group.every(({ seen }) => seen.isTest) || group.every(({ seen }) => !seen.isTest)) continue;
    const byContent = new Map<string, (typeof group)[number]>();
    for (const one of group) {
      const hash = await hashOf(one.path);
      const other = byContent.get(hash);
      if (other && other.seen.isTest !== one.seen.isTest) throw leak(one, other);
      byContent.set(hash, other ?? one);
    }
  }
}

function leak(
  a: { readonly path: string; readonly seen: Seen },
  b: { readonly path: string; readonly seen: Seen },
): InputError {
  const [trained, tested] = a.seen.isTest ? [b, a] : [a, b];
  const nameOf = ({ seen }: typeof a) => `case "${seen.case}" of ${seen.dataset}`;
  const message = `${nameOf(tested)} is tested on and is the same image as ${trained.path}, ${nameOf(trained)}, which is trained on; take one of them out, or put both on one side of the split`;
  return new InputError("E_CASES", tested.path, message);
}
