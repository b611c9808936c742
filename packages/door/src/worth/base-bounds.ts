import { InputError } from "@pgt/metrics";
import type { BaseBounds, Bound } from "@pgt/stats";
import { readText } from "../files.ts";
import { join } from "../paths.ts";
import { runFileName } from "../run-directory/run-folder.ts";

/**
 * Agreement of the raters of the reference labels: as given, or of a run of `pgt interval`, per metric the mean over its
 * labels.
 *
 * @param given bounds as fractions, or the folder of a run.
 * @throws InputError E_RUN if it is no such run.
 */
export async function baseBoundsOf(
  given: readonly BaseBounds[] | string | undefined,
): Promise<readonly BaseBounds[]> {
  if (typeof given !== "string") return given ?? [];
  const file = join(given, runFileName);
  const bounds = boundsOfRun(await readText(file), file);
  const metrics = [...new Set(bounds.map(({ metric }) => metric))];
  return metrics.flatMap((metric): BaseBounds[] => {
    const own = bounds.filter((bound) => bound.metric === metric);
    const inter = meanOf(own.map((bound) => bound.inter.estimate));
    return inter === null
      ? []
      : [{ metric, inter, intra: meanOf(own.map(({ intra }) => intra?.estimate ?? null)) }];
  });
}

function boundsOfRun(text: string, file: string): readonly Bound[] {
  const fault = (found: string) =>
    new InputError("E_RUN", file, `expected the run of pgt interval, with its bounds; found ${found}`);
  let run: { readonly schema?: unknown; readonly bounds?: unknown } | null;
  try {
    run = JSON.parse(text);
  } catch {
    throw fault("no JSON");
  }
  if (run?.schema !== "pgt.interval/1" || !Array.isArray(run.bounds)) {
    throw fault(`schema ${JSON.stringify(run?.schema ?? null)}`);
  }
  return run.bounds;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length > 0 ? defined.reduce((sum, value) => sum + value, 0) / defined.length : null;
}
