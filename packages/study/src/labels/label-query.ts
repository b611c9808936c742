/** Facts known of the labels of one mask. */
export interface LabelSide {
  /** Ids found in the mask; 0 is passed over. */
  readonly ids: readonly number[];
  /** The file's own table. For one file per class: `classLabelNames`. */
  readonly names?: ReadonlyMap<number, string> | undefined;
  /** The ids mean nothing outside this program (one file per class): only names can be matched. */
  readonly byName?: boolean;
  /** File, for messages. */
  readonly source?: string;
}

/** The labels of an nnU-Net `dataset.json`; a region lists several ids. */
export interface DatasetLabels {
  readonly labels: readonly {
    readonly label: number;
    readonly name: string;
    readonly ids: readonly number[];
  }[];
  readonly ignoreLabel?: number;
  /** Place of the table, for messages. Default `dataset.json`. */
  readonly source?: string;
}

export interface LabelQuery {
  readonly reference: LabelSide;
  readonly prediction: LabelSide;
  /** Labels asked for: each keeps its place, found or not. Default: those of `dataset`, else all found. */
  readonly asked?: readonly number[];
  /** Table whose names and numbers go before the files' own. */
  readonly dataset?: DatasetLabels;
  /** `labelVocabulary` of all tables of the run. Default: of these two, the reference first. */
  readonly vocabulary?: ReadonlyMap<number, string>;
}

/** A label of the result, before it is looked up in the masks. */
export interface WantedLabel {
  readonly label: number;
  /** Name by which a side may look it up. */
  readonly name: string | undefined;
  readonly ids: readonly number[];
}
