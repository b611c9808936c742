import { type Html, html } from "../page/html.ts";
import { legend } from "../page/percent-plot.ts";
import { headed } from "../page/section.ts";
import { scatterFigure } from "./scatter-figure.ts";
import { shownAs, type WorthPageInput } from "./worth-page-input.ts";

/** Gains by better labels: one plot per task and metric. */
export function scatterBody(input: WorthPageInput): Html[] | null {
  const plots = input.tasks.flatMap((task) =>
    input.metrics.flatMap(({ metric }) => {
      const plot = scatterFigure(input, task, metric);
      if (!plot) return [];
      const { name, unit } = shownAs(input, metric);
      return [
        html`<div class="block"><h4>${task}, ${name}</h4>${plot}<p class="axis">label quality (${metric} ${unit}); upwards: ${task} (${metric} ${unit})</p></div>`,
      ];
    }),
  );
  if (plots.length === 0) return null;
  const used = input.versions.flatMap((text, index) =>
    input.points.some(({ version }) => version === text) ? [{ text, index }] : [],
  );
  const { referenceVersion, baseBounds } = input.settings;
  const hasBounds = baseBounds.length > 0;
  return headed("Quality and downstream score", [
    html`<p>A point is one version of one dataset's labels; thin lines link the versions of a dataset.${referenceVersion !== null && ` The labels that quality is measured against, ${referenceVersion}, stand at a perfect score, and enter the results only where that is said.`}${hasBounds && " Dashed: agreement of the annotators of the reference labels; the band reaches from inter- to intra-rater agreement. More quality than that is not interpretable."}</p>`,
    legend(used),
    html`<div class="grid-of-plots">${plots}</div>`,
  ]);
}
