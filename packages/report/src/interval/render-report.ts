import { anonymise, type NameHash } from "../page/anonymise.ts";
import type { Html } from "../page/html.ts";
import { plural } from "../page/number-format.ts";
import { pageText } from "../page/page.ts";
import { answerSection } from "./answer-section.ts";
import { biasSection } from "./bias-section.ts";
import { heatSection } from "./heat-section.ts";
import { methodsSection } from "./methods-section.ts";
import { noiseSection } from "./noise-section.ts";
import type { ReportInput } from "./report-input.ts";
import { settingsSection } from "./settings-section.ts";
import { slicesSection } from "./slices-section.ts";
import { stripSection } from "./strip-section.ts";
import { studyView } from "./study-view.ts";
import { styleSection } from "./style-section.ts";
import { tablesSection } from "./tables-section.ts";
import { truthSection } from "./truth-section.ts";
import { volumeSection } from "./volume-section.ts";
import { warningsSection } from "./warnings-section.ts";

export interface RenderOptions {
  /** Given: case ids and file names are replaced by what it returns for them. */
  readonly anonymous?: NameHash;
}

/**
 * The report of a study as one HTML page: no script, nothing loaded from anywhere, all plots in it as SVG. The same
 * input gives the same page.
 *
 * @throws UsageError if the settings name a metric that does not exist.
 */
export function renderReport(input: ReportInput, { anonymous }: RenderOptions = {}): string {
  const shown = anonymous ? anonymise(input, anonymous) : input;
  const view = studyView(shown);
  const { masks } = shown;
  const sections: readonly (readonly [string, Html | null])[] = [
    ["Answer", answerSection(view)],
    ["Before you conclude", warningsSection(view)],
    ["Truth", truthSection(view)],
    ["Pairs", heatSection(view)],
    ["Noise", noiseSection(view)],
    ["Bias", masks ? biasSection(view, masks) : null],
    ["Volumes", masks ? volumeSection(view, masks) : null],
    ["Style", styleSection(view)],
    ["Cases", stripSection(view)],
    ["Slices", slicesSection(view)],
    ["Numbers", tablesSection(view)],
    ["Methods", methodsSection(view)],
    ["Settings", settingsSection(view)],
  ];
  const { raters, models, cases, input: shownInput } = view;
  return pageText({
    title: shownInput.title ?? "Peak Ground Truth report",
    facts: [
      plural(cases.length, "case"),
      plural(raters.length, "rater"),
      ...(models.length > 0 ? [plural(models.length, "model")] : []),
      ...(anonymous ? ["names of cases and files replaced by hashes"] : []),
    ],
    sections,
    version: shownInput.version,
  });
}
