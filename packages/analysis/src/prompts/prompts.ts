import {
  checkOptions,
  defaultSeed,
  type Note,
  OutputError,
  PgtError,
  someOf,
  UsageError,
} from "@pgt/metrics";
import { classIdsOf, findCases, makePlan, platform } from "@pgt/runner";
import { labelUseWarnings, type Warning } from "@pgt/stats";
import type { CaseFailure } from "@pgt/study";
import { checkGivenIds, relabelledSets } from "../labels/given-labels.ts";
import { RepeatedNotes } from "../repeated-notes.ts";
import { type CasePrompts, type CaseRequest, casePrompts } from "./case-prompts.ts";
import {
  type PromptBox,
  type PromptLabel,
  type PromptOptions,
  type PromptReport,
  type PromptSettings,
  promptOptionKeys,
} from "./prompt-types.ts";

/**
 * The boxes around masks that a promptable model is given, per slice and structure (MedSAM's input; the pseudo labels
 * of an interactive generator in equation 1 of Jaus et al. 2025), one file per case and form.
 *
 * @throws UsageError for a setting; InputError for a folder without masks; OutputError.
 */
export async function prompts(masks: string, options: PromptOptions): Promise<PromptReport> {
  checkOptions(options, promptOptionKeys);
  const settings = settingsOf(options);
  checkGivenIds(options, [setId], "set");
  const plan = await makePlan(options.labels === undefined ? {} : { labels: options.labels });
  const { asked, dataset } = plan;
  const found = await findCases(masks, options.layout);
  const { sets } = await relabelledSets([{ id: setId, cases: found.cases }], options, plan, []);
  const [{ cases }] = sets;
  await platform().output.openFolder(options.out);
  const request: CaseRequest = {
    out: options.out,
    settings,
    ...(asked && !dataset && { asked }),
    ...(dataset && { dataset }),
    classIds: classIdsOf(cases.values()),
  };
  const done: CasePrompts[] = [];
  const failures: CaseFailure[] = [];
  for (const [id, source] of cases) {
    options.signal?.throwIfAborted();
    try {
      done.push(await casePrompts(id, source, request));
    } catch (error) {
      if (!(error instanceof PgtError) || error instanceof OutputError) throw error;
      failures.push({ case: id, comparison: "prompts", code: error.code, message: error.message });
    }
    options.onProgress?.({ done: done.length + failures.length, total: cases.size, case: id });
  }
  return {
    masks,
    out: options.out,
    settings,
    cases: done.map(({ summary }) => summary),
    labels: labelsOf(done),
    warnings: [promptWarning, ...imageWarning(done)],
    notes: [...notesOf(done, settings), ...unboxedNote(done, request)],
    failures,
  };
}

/** Id of the masks, for maps and names of their labels. */
const setId = "masks";

const promptWarning: Warning = {
  code: "W-PROMPT",
  label: null,
  metric: null,
  message:
    "the boxes are made from these masks. A generator that is given them has seen the reference: its similarity to it is inflated, and is not comparable with generators that did not.",
};

/** Asks whether masks with as many labels as an image has values are masks. */
function imageWarning(done: readonly CasePrompts[]): Warning[] {
  const entity = setId;
  const masks = done.flatMap(({ summary, boxes, small }) => {
    const names = new Map([...boxes, ...small].map(({ label, name }) => [label, name]));
    return [...names].map(([label, name]) => ({
      ...{ case: summary.case, label, name, entity, session: 1 },
      ...{ volumeMl: 1, areaMm2: null },
    }));
  });
  return labelUseWarnings({ masks, raters: [entity] });
}

function settingsOf(options: PromptOptions): PromptSettings {
  const { axis = "z", jitter = 0, seed = defaultSeed, minPixels = 1, files = ["json", "npz"] } = options;
  for (const [name, value, least] of [
    ["jitter", jitter, 0],
    ["minPixels", minPixels, 1],
  ] as const) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new UsageError(
      "E_PROMPTS",
      `${name}: expected a whole number of at least ${least}, found ${value}`,
    );
  }
  return { axis, jitter, seed, minPixels, files };
}

function unboxedNote(done: readonly CasePrompts[], { dataset, settings }: CaseRequest): Note[] {
  const boxed = new Set(done.flatMap(({ boxes }) => boxes.map(({ label }) => label)));
  const without = (dataset?.labels ?? []).filter(({ label }) => !boxed.has(label));
  if (done.length === 0 || without.length === 0) return [];
  const least = settings.minPixels > 1 ? ` of ${settings.minPixels} pixels or more` : "";
  const names = someOf(without.map(({ name }) => name));
  const message = `no box${least} in any case: ${names}; labels are found by name where the masks name theirs.`;
  return [{ code: "N-ABSENT", message }];
}

function labelsOf(done: readonly CasePrompts[]): PromptLabel[] {
  const labels = new Map<number, { name: string; cases: Set<string>; boxes: number; small: number }>();
  const entry = ({ label, name }: Pick<PromptBox, "label" | "name">) => {
    const known = labels.get(label) ?? { name, cases: new Set<string>(), boxes: 0, small: 0 };
    labels.set(label, known);
    return known;
  };
  for (const { summary, boxes, small } of done) {
    for (const box of boxes) {
      const one = entry(box);
      one.cases.add(summary.case);
      one.boxes++;
    }
    for (const box of small) entry(box).small++;
  }
  return [...labels]
    .sort(([a], [b]) => a - b)
    .map(([label, { name, cases, boxes, small }]) => ({ label, name, cases: cases.size, boxes, small }));
}

function notesOf(done: readonly CasePrompts[], { axis }: PromptSettings): Note[] {
  const repeated = new RepeatedNotes();
  for (const { summary, plane } of done) {
    const message = `slices along ${axis} are ${plane}, not axial, in {cases}; --axis chooses another.`;
    if (plane !== null) repeated.add(summary.case, [{ code: "N-AXIS", message }]);
  }
  for (const { summary, warnings } of done) {
    const placed = warnings.map((note) => ({ ...note, message: `{cases}: ${note.message}` }));
    repeated.add(summary.case, placed);
  }
  return [...repeated].map(({ note, cases }) => ({ ...note, cases }));
}
