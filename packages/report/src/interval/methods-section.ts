import { listed, plural } from "@pgt/metrics";
import { correctedMeaning, correctedOf, hasNoiseModel } from "@pgt/stats";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { metricTitle, type StudyView } from "./study-view.ts";

const pgtPaper =
  "Kofler F, et al. Approaching Peak Ground Truth. IEEE 20th International Symposium on Biomedical Imaging (ISBI), 2023. doi:10.1109/ISBI53787.2023.10230497, arXiv:2301.00243";
const holmPaper =
  "Holm S. A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 1979;6:65-70";
const blandAltmanPaper =
  "Bland JM, Altman DG. Statistical methods for assessing agreement between two methods of clinical measurement. Lancet 1986;327:307-310";
const surfacePaper =
  "Nikolov S, et al. Clinically applicable segmentation of head and neck anatomy for radiotherapy. Journal of Medical Internet Research 2021;23(7):e26151";

const boundaryWords: Readonly<Record<string, string>> = {
  surfel: "area-weighted surface elements of a marching-cubes surface (Nikolov et al. 2021)",
  border6: "voxels with a face neighbour outside",
  border18: "voxels with a face or edge neighbour outside",
  border26: "voxels with a face, edge or corner neighbour outside",
};

/** Text for a methods section, made from what was done, ready to paste. */
export function methodsBody(view: StudyView): Html[] {
  return headed("Methods, ready to paste", [
    html`<div class="paste">${methodsParagraphs(view).map((text) => html`<p>${text}</p>`)}</div>`,
    html`<h3>References</h3><ol class="paste">${references(view).map((text) => html`<li>${text}</li>`)}</ol>`,
  ]);
}

export function methodsParagraphs(view: StudyView): string[] {
  const { input, raters, models, cases, metrics } = view;
  const { convention, worstCase } = input.settings;
  const hasIntra = input.bounds.some(({ intra }) => intra !== null);
  const hasNoise = input.bounds.some(hasNoiseModel);
  const [corrected] = input.bounds.flatMap((bound) => correctedOf(bound) ?? []);
  return [
    `Agreement of segmentations was measured with pgt ${input.version} on ${plural(cases.length, "case")} annotated by ${plural(raters.length, "rater")}${models.length > 0 ? `, with ${plural(models.length, "model")}` : ""}, by ${listed(metrics.map(metricTitle))}. ${measuredHow(
      convention,
      metrics.some(({ definition }) => definition.needs === "surface"),
    )} Background was not scored.`,
    `Inter-rater agreement is the mean over unordered pairs of raters (sessions averaged within a pair), then over cases${
      hasIntra
        ? "; intra-rater agreement is the mean over raters who annotated twice of their agreement with their own repeats, then over cases"
        : "; no rater annotated a case twice with a value, so intra-rater agreement is not known"
    }. Following Kofler et al. (2023), inter-rater agreement is taken as the lower${hasIntra ? " and intra-rater agreement as the upper" : ""} bound of the Peak Ground Truth. Confidence intervals are 95 %: for these raters with cases random, t intervals over cases (for metrics between 0 and 1 on the logit scale); for raters like these, by the jackknife over raters and cases, from three raters on.`,
    ...(models.length > 0
      ? [
          `Models were compared with each rater and placed against the bounds by paired differences per case, with 95 % t intervals adjusted by Holm over structures and bounds of one model and metric. ${worstCaseWords(worstCase)}`,
        ]
      : []),
    ...(hasNoise
      ? [
          `Annotation noise in millimetres, the ceiling and the corrected interval are derived by pgt from a model in which boundaries are displaced by a random part and a part of each rater, fitted jointly to the structures of the study; this derivation is not part of the PGT paper.${corrected ? ` ${correctedMeaning(corrected)}.` : ""}`,
        ]
      : []),
  ];
}

function measuredHow(
  { boundary, percentile, empties }: StudyView["input"]["settings"]["convention"],
  hasSurface: boolean,
): string {
  const surface = hasSurface
    ? `Boundaries are ${boundaryWords[boundary] ?? boundary}; percentiles of distances by the method '${percentile}'. `
    : "";
  return `${surface}Empty masks were treated by the policy '${empties}'; comparisons without a value were left out and are counted.`;
}

function worstCaseWords(worstCase: StudyView["input"]["settings"]["worstCase"]): string {
  if (worstCase === "none")
    return "Distances to a structure that one of two masks lacks were left out, for raters and models alike.";
  const value = worstCase === "diagonal" ? "the image diagonal" : `${worstCase} mm`;
  return `A distance to a structure that one of two masks lacks counts as ${value}, for raters and models alike.`;
}

function references({ input, metrics }: StudyView): string[] {
  const surface =
    input.settings.convention.boundary === "surfel" &&
    metrics.some(({ definition }) => definition.needs === "surface");
  const all = [
    pgtPaper,
    ...metrics.map(({ definition }) => definition.citation),
    ...(surface ? [surfacePaper] : []),
    ...(input.models.length > 0 ? [holmPaper] : []),
    ...(input.masks ? [blandAltmanPaper] : []),
  ];
  return [...new Set(all.filter((text) => text !== ""))];
}
