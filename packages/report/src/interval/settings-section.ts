import { plural } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { factList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import type { StudyView } from "./study-view.ts";

/** Settings that the page was made with, so that it can be made again. */
export function settingsBody({ input, raters, models, cases }: StudyView): Html[] {
  const { convention, metrics, labels, worstCase } = input.settings;
  const facts: readonly (readonly [string, string | null])[] = [
    ["version", `pgt ${input.version}`],
    ["raters", raters.join(", ")],
    ["models", models.length > 0 ? models.join(", ") : "none"],
    ["cases", String(cases.length)],
    ["metrics", metrics.join(", ")],
    ["labels", labels === null ? "every label in any mask but 0" : labels.join(", ")],
    ["convention", convention.id],
    ["boundary", convention.boundary],
    ["percentile", convention.percentile],
    ["empty masks", convention.empties],
    ["worst case of a distance", typeof worstCase === "number" ? `${worstCase} mm` : worstCase],
    ["seed", input.seed === undefined ? null : String(input.seed)],
  ];
  const files = input.inputs ?? [];
  return headed("Settings and inputs", [
    factList(facts),
    files.length > 0 &&
      fold(
        `SHA-256 of ${plural(files.length, "input file")}`,
        dataTable(
          "Input files",
          [left("file"), right("bytes"), left("SHA-256")],
          files.map(({ path, bytes, sha256 }) => [path, bytes, html`<code>${sha256}</code>`]),
        ),
      ),
  ]);
}
