import { InputError, type Note, nounFor } from "@pgt/metrics";
import type { DatasetLabels } from "./label-query.ts";

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

/**
 * Notes on labels asked for that are in no mask of a run.
 *
 * @throws InputError E_LABELS if there is none of those asked for, or named.
 */
export function absentNotes(
  { asked, dataset }: { readonly asked?: readonly number[]; readonly dataset?: DatasetLabels },
  found: ReadonlySet<number>,
  present: ReadonlySet<number>,
): Note[] {
  const wanted = asked ?? dataset?.labels.map(({ label }) => label);
  if (!wanted) return [];
  const { all, message } = absentLabels(wanted, found, present);
  if (all) throw new InputError("E_LABELS", "labels", message!);
  return message && asked ? [{ code: "N-ABSENT", message }] : [];
}
