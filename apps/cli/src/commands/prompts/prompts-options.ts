import type { OptionSpec } from "../../arguments/option-spec.ts";
import { readChoice, readInteger } from "../../arguments/readers.ts";

const axes = ["z", "y", "x"] as const;
const forms = ["both", "json", "npz"] as const;

/** Options of `pgt prompts` alone. */
export const promptsOptions = {
  axis: {
    valueName: "AXIS",
    choices: axes,
    defaultText: "z",
    help: "axis of the array along which slices are cut; z is the third",
    commands: ["prompts"],
    read: readChoice(axes),
  } satisfies OptionSpec<(typeof axes)[number]>,
  jitter: {
    valueName: "N",
    defaultText: "0",
    help: "move each side outwards by 0 to N pixels at random (MedSAM trains with 20 on slices of 1024 x 1024)",
    commands: ["prompts"],
    read: readInteger(0, 10_000),
  } satisfies OptionSpec<number>,
  "min-pixels": {
    valueName: "N",
    defaultText: "1",
    help: "no box for a structure with fewer pixels in a slice; such slices are counted",
    commands: ["prompts"],
    read: readInteger(1),
  } satisfies OptionSpec<number>,
  files: {
    valueName: "FORM",
    choices: forms,
    defaultText: "both",
    help: "form of the files written, one per case",
    commands: ["prompts"],
    read: readChoice(forms),
  } satisfies OptionSpec<(typeof forms)[number]>,
};
