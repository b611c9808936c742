import { command } from "../../command.ts";
import { reportOptions } from "./report-options.ts";

export const report = command({
  name: "report",
  summary:
    "one self-contained HTML page from a run of compare, interval, quality, consensus, noise, queue, rank, worth, uncertainty or study",
  description:
    "Makes the page of a finished run. Of pgt compare: each structure with its interval, the worst cases and where their masks differ. Of pgt interval: the answer in a sentence per structure, the interval with the models on it, who agrees with whom, bias, volumes, single cases, where raters differ, all tables, warnings, and methods text to paste; of pgt quality, consensus, noise, queue, rank, worth, uncertainty and study: the answer, figures, tables and warnings. RUN is the folder that one of them wrote with --out, or a file with its --format json (of pgt study: its study.json). The page loads nothing from anywhere.",
  positionals: ["RUN"],
  required: 1,
  options: reportOptions,
  examples: ["pgt report run", "pgt report run --anonymous --out for-colleagues.html"],
  load: async () => (await import("./report-command.ts")).reportCommand,
});
