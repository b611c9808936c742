import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import type { WorthPageInput } from "./worth-page-input.ts";

/** The decision of each metric, and whether it rests on one version. */
export function answersBody({ answers }: WorthPageInput): Html[] {
  const main = answers.filter(({ variant }) => variant === "all");
  const others = answers.filter(({ variant }) => variant !== "all");
  const shown = (some: WorthPageInput["answers"], withVariant: boolean) =>
    some.map(
      ({ decision, sentence, metric, variant, caveat }) =>
        html`<div class="block case"><h3>${metric}: <span class="decision">${decision}</span>${withVariant && ` (${variant})`}${caveat && ` (${caveat})`}</h3><p>${sentence}</p></div>`,
    );
  return headed("Answer", [
    main.length === 0 &&
      html`<p>There is no pair of versions with quality and downstream score in the same column: nothing can be said.</p>`,
    shown(main, false),
    others.length > 0 && fold("The same with other sets of versions", shown(others, true)),
    html`<p class="small">WORTH: the whole interval of the expected gain lies above the smallest relevant gain, and of all orders of the versions fewer than 2.5 % do as well. NOT WORTH: it lies below, likewise. UNDECIDED: neither is shown, no smallest relevant gain was given, or there are too few datasets, versions or no such gap to tell.</p>`,
  ]);
}
