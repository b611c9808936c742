import { UsageError } from "@pgt/metrics";
import { join, listFolder } from "@pgt/runner";

/**
 * Names of consecutive data sets, `Dataset101_BTCV_totalseg`.
 *
 * @param first undefined: the next number that is free in `out`, above `least` and above 10 (those up to 10 are the
 * Medical Segmentation Decathlon's).
 * @param replaced generator -> data set in `out` that gives way to the new one, which gets its number.
 * @throws UsageError E_DATASET if a number is taken.
 */
export async function datasetNames(
  out: string,
  { name, generators }: { readonly name: string; readonly generators: readonly string[] },
  first: number | undefined,
  least: number,
  replaced: ReadonlyMap<string, string> = new Map(),
): Promise<string[]> {
  const taken = new Map<number, string>();
  for (const entry of await namesIn(out)) {
    const id = /^Dataset(\d{3,})_/.exec(entry)?.[1];
    if (id !== undefined) taken.set(Number(id), entry);
  }
  let next = first ?? Math.max(10, least, ...taken.keys()) + 1;
  return generators.map((generator) => {
    const old = replaced.get(generator);
    if (first === undefined && old !== undefined) return old;
    const number = next++;
    const other = taken.get(number);
    if (other !== undefined && other !== old) {
      const message = `data set ${number}: ${join(out, other)} has that number; choose another (--dataset-id), or another folder`;
      throw new UsageError("E_DATASET", message);
    }
    return `Dataset${String(number).padStart(3, "0")}_${wordsOf(name, generator)}`;
  });
}

/** Part of the name of a data set behind its number. */
export function wordsOf(name: string, generator: string): string {
  return [name, generator].map((word) => word.replace(/[^A-Za-z0-9.-]+/g, "_")).join("_");
}

/** Names in a folder, in order; none if it cannot be read. */
export async function namesIn(folder: string): Promise<string[]> {
  const entries = await listFolder(folder).catch(() => []);
  return entries.map(({ name }) => name).sort();
}
