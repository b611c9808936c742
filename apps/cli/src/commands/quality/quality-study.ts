import type { QualityFolders, QualityOptions, QualityStudy } from "@pgt/core";
import { eachOnce } from "../../arguments/each-once.ts";
import type { EntityFolder } from "../../arguments/readers.ts";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { QualityValues } from "./quality-options.ts";

const folderOptions = ["reference", "generator", "map", "names", "dataset"] as const;

/** The study that the arguments describe: manifests, folders, or summaries of nnU-Net. */
export function qualityStudy(manifests: readonly string[], options: QualityValues): QualityStudy {
  const { reference, generator, summary, dataset } = options;
  if (summary !== undefined) {
    const other = folderOptions.find((name) => name !== "dataset" && options[name] !== undefined);
    if (other !== undefined || manifests.length > 0) {
      throw new CommandUsageError(
        `--summary holds scores already; found ${other === undefined ? manifests[0] : `--${other}`} beside it`,
        "pgt quality --summary A=a/summary.json --summary B=b/summary.json",
      );
    }
    return { summaries: eachOnce("--summary", summary), ...(dataset !== undefined && { dataset }) };
  }
  if (manifests.length > 0) {
    const isFused = reference?.startsWith("consensus:") === true;
    const twice = folderOptions.find(
      (name) => options[name] !== undefined && !(name === "reference" && isFused),
    );
    if (twice === undefined) return manifests;
    throw new CommandUsageError(
      `--${twice} and the study ${manifests[0]}: expected one or the other`,
      `pgt quality ${manifests.join(" ")}`,
    );
  }
  if (reference === undefined || generator === undefined) {
    throw new CommandUsageError(
      `quality needs a reference and at least one generator; there is ${reference === undefined ? "no reference" : "no generator"}`,
      `pgt quality --reference ${reference ?? "DIR"} --generator ID=DIR`,
    );
  }
  return foldersOf(reference, generator, options);
}

function foldersOf(
  reference: string,
  generator: readonly EntityFolder[],
  { map, names, dataset }: QualityValues,
): QualityFolders {
  return {
    reference,
    generators: eachOnce("--generator", generator),
    ...(map && { maps: eachOnce("--map", map) }),
    ...(names && { names: eachOnce("--names", names) }),
    ...(dataset !== undefined && { dataset }),
  };
}

/** Choices of quality alone. */
export function qualityRequest(options: QualityValues): QualityOptions {
  const { reference, absent, ddof, order, prompted, splits, contrast } = options;
  const given = {
    reference: reference?.startsWith("consensus:") ? reference : undefined,
    absent,
    ddof: ddof === undefined ? undefined : (Number(ddof) as 0 | 1),
    order,
    prompted,
    absentInReference: options["absent-in-reference"],
    splits: splits && splitsOf(splits),
    contrasts: contrast?.map(readContrast),
    nnunetSummary: options["nnunet-summary"],
    nnunetNan: options["nnunet-nan"],
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as QualityOptions;
}

/** `FILE` for all generators, or `ID=FILE` for each. */
function splitsOf(given: readonly string[]): string | Record<string, string> {
  if (given.length === 1 && !given[0].includes("=")) return given[0];
  return eachOnce(
    "--splits",
    given.map((text) => {
      const at = text.indexOf("=");
      if (at > 0) return { id: text.slice(0, at), folder: text.slice(at + 1) };
      throw new CommandUsageError(
        `--splits: expected one FILE for all generators, or ID=FILE for each; found '${text}'`,
      );
    }),
  );
}

/** `A,B,C`: an order of generators; `A=1,B=-1`: weights. */
function readContrast(parts: readonly string[]): NonNullable<QualityOptions["contrasts"]>[number] {
  if (!parts.some((part) => part.includes("="))) return { order: parts };
  const weights = parts.map((part) => {
    const at = part.lastIndexOf("=");
    const weight = at < 0 || part.slice(at + 1).trim() === "" ? Number.NaN : Number(part.slice(at + 1));
    if (Number.isFinite(weight)) return [part.slice(0, at), weight] as const;
    throw new CommandUsageError(
      `--contrast: expected generators in order (A,B,C) or weights (A=1,B=-1), found '${part}'`,
    );
  });
  return { weights: Object.fromEntries(weights) };
}
