import { command } from "../../command.ts";
import { queueOptions } from "./queue-options.ts";

export const queue = command({
  name: "queue",
  summary: "which regions to annotate again or next, and why; also as annotation tasks",
  description:
    "Lists the regions of a study that are worth another look, the most worthwhile first: where raters disagree, where models contradict what raters agree on (likely errors), where models disagree (informative to annotate). Each with its slices and the reason. STUDY is a study manifest (pgt init proposes one); without it, --rater and --model name folders. --evaluate measures the queue instead: errors of known place are put into the masks, or into simulated ones if there is no study.",
  positionals: ["STUDY"],
  required: 0,
  options: queueOptions,
  examples: [
    "pgt queue --rater anna=masks/anna --rater ben=masks/ben --rater eva=masks/eva",
    "pgt queue study.yaml --mode likely-error --budget 120 --minutes 8 --write tasks",
    "pgt queue --rater labels=labelsTr --probability unet=softmax --out queue --report queue.html",
    "pgt queue study.yaml --evaluate",
  ],
  load: async () => (await import("./queue-command.ts")).queueCommand,
});
