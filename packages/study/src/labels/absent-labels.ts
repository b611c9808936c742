import { nounFor } from "@pgt/metrics";
/** Labels asked for that are in no mask of the run. */
export interface AbsentLabels {
  readonly absent: readonly number[];
  /** True if none of the labels asked for was found: the caller rejects the run (E_LABELS). */
  readonly all: boolean;
  /** Message for the user; null if every label was found. */
  readonly message: string | null;
}

/**
 * @param found labels found in any mask of the run: the union of `LabelMatch.found`.
 * @param present all ids of the masks, asked for or not, for the message.
 */
export function absentLabels(
  asked: readonly number[],
  found: ReadonlySet<number>,
  present: ReadonlySet<number> = found,
): AbsentLabels {
  const absent = [...new Set(asked)].filter((label) => label !== 0 && !found.has(label));
  const all = absent.length > 0 && absent.length === new Set(asked.filter((label) => label !== 0)).size;
  const which = `${nounFor(absent.length, "Label")} ${absent.join(", ")}`;
  const there = [...present].sort((a, b) => a - b).join(", ") || "none";
  if (absent.length === 0) return { absent, all, message: null };
  return {
    absent,
    all,
    message: `${which} asked for, but in no mask of the run${all ? `; labels found: ${there}` : ""}.`,
  };
}
