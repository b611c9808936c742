export type Settings = Readonly<Record<string, string | number | boolean>>;

/** A program and its arguments; `{names}` in them stand for what is put in their place. */
export type Argv = readonly string[];

/** A file or folder that is put in place before commands run: linked to, unless it is to be copied. */
export interface PlacedFile {
  readonly from: string;
  /** Path in `{work}`. */
  readonly to: string;
  readonly copy?: boolean;
}

/** Commands, in order, and what they find. */
export interface EngineStep {
  readonly place?: readonly PlacedFile[];
  /** Beside that of the engine. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly run: readonly Argv[];
}

/**
 * A program that trains on a data set and predicts, as data. A data set is a folder as nnU-Net has it: imagesTr,
 * labelsTr, dataset.json, splits_final.json.
 */
export interface Engine {
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** Advice where its program is not there. */
  readonly install: string;
  /** Prints its version, which is part of the recipe. */
  readonly version?: Argv;
  readonly settings: Settings;
  /** Values that a setting may have; any other is of the type of its default. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** Throws a UsageError for settings out of their range. */
  readonly check?: (settings: Settings) => void;
  readonly environment?: Readonly<Record<string, string>>;
  /** It trains on one fold of splits_final.json itself; any other gets the cases of a fold alone. */
  readonly readsSplits?: boolean;
  /** Done once with the original labels of each base; `{prepared}` is its output. */
  readonly prepare?: EngineStep;
  /** Absent for an engine whose weights are there already. */
  readonly train?: EngineStep;
  /** Arguments that the last command of `train` gets when it starts from `{weights}`. */
  readonly fromWeights?: Argv;
  readonly predict: EngineStep;
  /** The last match of the pattern in the output of a training must be at least so much. */
  readonly converged?: { readonly pattern: string; readonly atLeast: number };
  /** It takes boxes from files in `{prompts}`; any other gets them as a channel of the images. */
  readonly interactive?: boolean;
}
