import type { Command } from "../command.ts";
import { compare } from "./compare/compare.ts";
import { consensus } from "./consensus/consensus.ts";
import { demo } from "./demo/demo.ts";
import { derive } from "./derive/derive.ts";
import { explain } from "./explain/explain.ts";
import { init } from "./init/init.ts";
import { interval } from "./interval/interval.ts";
import { merge } from "./merge/merge.ts";
import { noise } from "./noise/noise.ts";
import { prompts } from "./prompts/prompts.ts";
import { quality } from "./quality/quality.ts";
import { queue } from "./queue/queue.ts";
import { rank } from "./rank/rank.ts";
import { report } from "./report/report.ts";
import { simulate } from "./simulate/simulate.ts";
import { study } from "./study/study.ts";
import { ui } from "./ui/ui.ts";
import { uncertainty } from "./uncertainty/uncertainty.ts";
import { worth } from "./worth/worth.ts";

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  compare,
  interval,
  quality,
  merge,
  consensus,
  noise,
  queue,
  rank,
  worth,
  uncertainty,
  study,
  init,
  report,
  explain,
  demo,
  simulate,
  derive,
  prompts,
  ui,
];
