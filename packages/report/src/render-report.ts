import { anonymise, type NameHash } from "./anonymise.ts";
import { answerSection } from "./answer-section.ts";
import { biasSection } from "./bias-section.ts";
import { heatSection } from "./heat-section.ts";
import { Html, html } from "./html.ts";
import { methodsSection } from "./methods-section.ts";
import { noiseSection } from "./noise-section.ts";
import { plural } from "./number-format.ts";
import { pageStyle } from "./page-style.ts";
import type { ReportInput } from "./report-input.ts";
import { settingsSection } from "./settings-section.ts";
import { slicesSection } from "./slices-section.ts";
import { stripSection } from "./strip-section.ts";
import { type StudyView, studyView } from "./study-view.ts";
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
  return page(view, sections, anonymous !== undefined).text;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function page(
  view: StudyView,
  sections: readonly (readonly [string, Html | null])[],
  isAnonymous: boolean,
): Html {
  const { raters, models, cases, input } = view;
  const title = input.title ?? "Peak Ground Truth report";
  const present = sections.flatMap(([name, content]) => (content ? [{ name, content }] : []));
  const facts = [
    plural(cases.length, "case"),
    plural(raters.length, "rater"),
    ...(models.length > 0 ? [plural(models.length, "model")] : []),
    `pgt ${input.version}`,
    ...(isAnonymous ? ["names of cases and files replaced by hashes"] : []),
  ];
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(pageStyle)}</style>
</head>
<body>
<header><h1>${title}</h1><p class="small">${facts.join(" · ")}</p>
<nav aria-label="Sections">${present.map(({ name, content }) => html`<a href="#${idOf(content)}">${name}</a>`)}</nav></header>
<main>
${present.map(({ content }) => html`${content}\n`)}</main>
<footer>Made by pgt ${input.version}. This page loads nothing and sends nothing.</footer>
</body>
</html>
`;
}

function idOf({ text }: Html): string {
  return /^<section id="([a-z-]+)"/.exec(text)?.[1] ?? "";
}
