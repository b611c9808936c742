import { plural } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { matrixTable, shareText } from "./matrices-section.ts";
import type { NoisePageInput } from "./noise-page-input.ts";

/** What the answers alone say without a reference, and what they cannot say. */
export function knownBody(input: NoisePageInput): Html[] | null {
  if (input.truthFree) return truthFreeBody(input, input.truthFree);
  return input.twoRaters.length > 0 ? twoRatersBody(input) : null;
}

function truthFreeBody({ labels }: NoisePageInput, found: NonNullable<NoisePageInput["truthFree"]>): Html[] {
  const { raters, matrices, prior, cases, converged } = found;
  const shares = found.labels.map(
    (id, at) => `${labels.find(({ label }) => label === id)?.name ?? id} ${shareText(prior[at])}`,
  );
  return headed("What is known without a reference", [
    html`<p>The answers of three raters or more determine the matrix of each, and the share of each label, without a reference, if raters err independently of each other where the truth is known. They do not quite: where a border is hard to see all of them err, and then these matrices are too good. The order of the labels is not in the answers; it is taken from the majority.</p>`,
    html`<p>From ${plural(cases, "case")} that all raters have (Dawid and Skene, 1979). Shares of the labels: ${shares.join(", ")}.${converged ? "" : " The estimate has not come to rest."}</p>`,
    raters.map((rater, k) =>
      matrixTable(`${rater}, without a reference`, { labels: found.labels, matrix: matrices[k] }, labels),
    ),
  ]);
}

function twoRatersBody({ twoRaters }: NoisePageInput): Html[] {
  return headed("What is known without a reference", [
    html`<p>The answers of two raters do not tell who errs: a whole set of pairs of a miss and a false voxel explains them. Shown is the set for two equally good raters: the pair in which both are as probable, the noisiest pair, and the most that either can be. A third rater would settle it.</p>`,
    dataTable(
      "Pairs that explain the answers of two raters",
      [
        left("structure"),
        right("miss = false voxel"),
        right("noisiest: miss"),
        right("noisiest: false voxel"),
        right("miss at most"),
        right("false voxel at most"),
      ],
      twoRaters.map(({ name, symmetric, minimumTrace, missAtMost, falseAlarmAtMost }) => [
        name,
        ...[symmetric?.miss, minimumTrace?.miss, minimumTrace?.falseAlarm, missAtMost, falseAlarmAtMost].map(
          shareText,
        ),
      ]),
    ),
  ]);
}
