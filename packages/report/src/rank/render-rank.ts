import { fold, section } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { plural } from "../page/number-format.ts";
import { pageText } from "../page/page.ts";
import { dependenceSection } from "./dependence-section.ts";
import { metricsSection } from "./metrics-section.ts";
import type { RankPageInput, RankPageTask } from "./rank-page-input.ts";
import { rankingSection } from "./ranking-section.ts";

/** The page of a run of `pgt rank`. The same input gives the same page. */
export function renderRank(input: RankPageInput): string {
  const { algorithms, references, tasks, notes, settings, version } = input;
  const [main, ...others] = tasks;
  const together = others.filter(({ label }) => label === null);
  const single = others.filter(({ label }) => label !== null);
  const facts: readonly (readonly [string, string])[] = [
    ["version", `pgt ${version}`],
    ["table", input.source],
    ["aggregation", settings.method],
    ["missing values", settings.missing === "worst" ? "count as the worst" : `count as ${settings.missing}`],
    ["resamples", `${settings.replicates}, seed ${settings.seed}`],
    ["references", references.join(", ")],
  ];
  return pageText({
    title: input.title ?? "Ranking report",
    facts: [plural(algorithms.length, "algorithm"), plural(main?.ranking.cases ?? 0, "case")],
    version,
    sections: [
      [
        "Answer",
        section("answer", "Answer", [
          input.basis && html`<p>${input.basis}</p>`,
          html`<div class="answer">${(main?.answer ?? []).map((sentence) => html`<p>${sentence}</p>`)}</div>`,
          sentences(together),
          single.length > 0 && fold("Single labels", sentences(single)),
        ]),
      ],
      ["Rankings", rankingSection(input)],
      ["Dependence", dependenceSection(input)],
      ["Metrics", metricsSection(input)],
      [
        "Notes",
        notes.length === 0
          ? null
          : section("notes", "Notes", html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`),
      ],
      [
        "Settings",
        section(
          "settings",
          "Settings",
          html`<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`,
        ),
      ],
    ],
  });
}

function sentences(tasks: readonly RankPageTask[]): Html | null {
  if (tasks.length === 0) return null;
  return html`<ul>${tasks.map(({ answer }) => html`<li>${answer[0]}</li>`)}</ul>`;
}
