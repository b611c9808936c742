import type { Argv, Engine, EngineStep, Settings } from "../engines/engine-types.ts";

/** A plan as its schema describes it. */
export interface RawPlan {
  readonly name?: string;
  readonly base: readonly RawDataset[];
  readonly downstream?: readonly RawDataset[];
  readonly generators: readonly RawGenerator[];
  readonly train: RawEngineUse & { readonly runs?: number; readonly seed?: number };
  readonly metrics: readonly string[];
}

export interface RawDataset {
  readonly id: string;
  readonly images: string;
  readonly labels: string;
  readonly names?: string | Readonly<Record<string, string>>;
  readonly split?: string | { readonly train: readonly string[]; readonly test: readonly string[] };
  readonly seed?: number;
  readonly truth?: string;
}

/** An engine by its id, or `command` with the commands beside it. */
export interface RawEngineUse {
  readonly engine?: string;
  readonly command?: Partial<Omit<Engine, "train" | "predict">> & {
    readonly train?: EngineStep;
    readonly predict: EngineStep;
    readonly fromWeights?: Argv;
  };
  readonly settings?: Settings;
  readonly size?: string;
}

export interface RawGenerator extends RawEngineUse {
  readonly id: string;
  readonly folds?: number;
  readonly trained?: string;
  readonly prompts?: "reference";
  readonly masks?: string;
  readonly map?: string;
  readonly names?: string;
  readonly degrade?: {
    readonly sigmaMm?: number;
    readonly drop?: number;
    readonly biasMm?: number;
    readonly seed?: number;
  };
}
