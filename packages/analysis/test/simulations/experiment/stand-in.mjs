#!/usr/bin/env node
/**
 * In place of a program of an engine: writes down how it was called, and answers with the labels in STAND_IN_LABELS for
 * the images that it is given.
 */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

const { STAND_IN_LOG, STAND_IN_LABELS, TOTALSEG_HOME_DIR, ...environment } = process.env;
const [, program, ...words] = process.argv;
const config = TOTALSEG_HOME_DIR && join(TOTALSEG_HOME_DIR, "config.json");
const call = {
  program: basename(program),
  words,
  environment: {
    TOTALSEG_WEIGHTS_PATH: environment.TOTALSEG_WEIGHTS_PATH,
    RESULTS_FOLDER: environment.RESULTS_FOLDER,
  },
  ...(config && existsSync(config) && { config: JSON.parse(readFileSync(config, "utf8")) }),
};
appendFileSync(STAND_IN_LOG, `${JSON.stringify(call)}\n`);

const after = (name) => words[words.indexOf(name) + 1];
if (words.includes("--version") || words.at(-1) === "version") process.stdout.write("2.0\n");
else if (basename(program) === "TotalSegmentator") {
  copyFileSync(join(STAND_IN_LABELS, basename(after("-o"))), after("-o"));
} else if (basename(program) === "nnUNet_predict") answer(after("-i"), after("-o"));
else if (basename(words[0]) === "medsam.py") answer(words[1], words[3]);
else if (words[1] === "plan") writeFileSync(join(words[3], "plan.json"), "{}");
else if (words[1] === "train") {
  writeFileSync(join(words[4], "network.pt"), "");
  process.stdout.write("epoch 1 loss 0.5 training dice 0.9\n");
} else if (words[1] === "predict") answer(words[2], words[4]);
else process.exit(9);

function answer(images, output) {
  mkdirSync(dirname(join(output, "a")), { recursive: true });
  for (const name of readdirSync(images)) {
    const mask = name.replace("_0000", "");
    copyFileSync(join(STAND_IN_LABELS, mask), join(output, mask));
  }
}
