import { listed, plural } from "@pgt/metrics";
import { element, type Html, html } from "../page/html.ts";
import { sentenceList } from "../page/lists.ts";
import { shareText } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { shownMetric } from "../quality/shown-metric.ts";
import type { WorthPageInput } from "../worth/worth-page-input.ts";
import { type StudyPageInput, scoresOf } from "./study-page-input.ts";

type Answer = WorthPageInput["answers"][number];

const inWords: Readonly<Record<string, string>> = {
  WORTH: "Better labels are worth it",
  "NOT WORTH": "Better labels are not worth it",
  UNDECIDED: "Undecided",
};

/** If it is worth improving the labels, with how sure that is, and what limits it. */
export function answerBody(input: StudyPageInput): Html[] {
  const { worth, noAnswer } = input;
  const main = worth?.answers.filter(({ variant }) => variant === "all") ?? [];
  return headed("Is it worth improving the labels?", [
    main.length === 0 &&
      html`<p><strong>No answer:</strong> ${noAnswer ?? "no pair of versions has both a quality and a score."}</p>`,
    main.map(answerBlock),
    element(
      "div",
      "answer",
      sentenceList([...taskSentences(input), ...runSentences(input), ...holeSentences(input)]),
    ),
  ]);
}

function answerBlock({ metric, decision, sentence, caveat }: Answer): Html {
  return html`<div class="block case"><h3>${inWords[decision] ?? decision} <small>by ${metric}${caveat && `, ${caveat}`}</small></h3><p>${sentence}</p></div>`;
}

/** How often the better labels gave the better network, task by task. */
function taskSentences({ worth, inDomain }: StudyPageInput): string[] {
  const own = new Set(inDomain.map(({ task }) => task));
  return (worth?.concordance ?? [])
    .filter(({ task, variant, pairs }) => task !== null && variant === "all" && pairs > 0)
    .map(({ task, metric, share, low, high, pairs }) => {
      const where = own.has(task!) ? "On the data set itself" : `After fine-tuning on ${task}`;
      const interval =
        low === null || high === null ? "" : `, 95 % interval ${shareText(low)} to ${shareText(high)}`;
      return `${where}, better labels gave the better network in ${shareText(share)} of ${plural(pairs, "pair")} of versions (${metric}${interval}).`;
    });
}

function runSentences({ spread, settings }: StudyPageInput): string[] {
  if (settings.runs === 1) {
    return [
      "Every network was trained once: how much another run would change is not known, and no gap can be held against it.",
    ];
  }
  return spread.flatMap(({ task, metric, sd, limit, pairs, within }) => {
    if (sd === null || limit === null || within === null || pairs === 0) return [];
    const { text } = shownMetric(metric);
    return `${task}, ${metric}: another run of the same recipe changes a score by ${text(sd)} (standard deviation); ${within} of ${plural(pairs, "gap")} between versions are within the ${text(limit)} that runs alone can make, and are undecided.`;
  });
}

function holeSentences(input: StudyPageInput): string[] {
  const cells = scoresOf(input);
  const holes = cells.filter(({ mean }) => mean === null);
  if (holes.length === 0) return [];
  const versions = [...new Set(holes.map(({ version }) => version))];
  return [
    `${holes.length} of ${plural(cells.length, "cell")} of the tables have no value (${listed(versions)}). If that is because training went badly, what is left is a selection.`,
  ];
}
