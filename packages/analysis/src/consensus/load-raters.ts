import { InputError, type Note, UsageError } from "@pgt/metrics";
import type { LabelChoice } from "@pgt/runner";
import type { FolderLayout, MaskSource } from "@pgt/study";
import { loadFolders } from "../interval/folder-study.ts";
import type { LoadedStudy } from "../interval/loaded-study.ts";
import { loadManifest } from "../interval/manifest-study.ts";
import type { ConsensusStudy } from "./consensus-types.ts";

/**
 * Raters of a study: folders, or the path of a manifest.
 *
 * @param made what is made of the raters, for messages: `a consensus`.
 * @throws UsageError for fewer than two raters; InputError for a manifest or folder that cannot be read.
 */
export async function loadRaters(
  study: ConsensusStudy | string,
  { labels, layout }: { readonly labels?: LabelChoice; readonly layout?: FolderLayout },
  made: string,
): Promise<LoadedStudy> {
  const asked = { ...(labels !== undefined && { labels }), ...(layout && { layout }) };
  const loaded = await (typeof study === "string"
    ? loadManifest(study, asked, { roles: ["rater"], made: `${made} is made of raters` })
    : loadFolders(study, asked));
  const ids = new Set(loaded.entities.map(({ id }) => id));
  if (ids.size < 2) {
    const found = ids.size === 1 ? `1 (${[...ids].join()})` : "none";
    throw new UsageError("E_ENTITIES", `${made} needs two raters, found ${found}`);
  }
  return loaded;
}

export interface RaterMask {
  readonly rater: string;
  readonly source: MaskSource;
}

/** The masks of every case that at least two raters have. */
export function casesOfRaters(
  cases: readonly string[],
  raters: readonly { readonly id: string; readonly cases: ReadonlyMap<string, MaskSource> }[],
): { readonly id: string; readonly masks: readonly RaterMask[] }[] {
  return cases
    .map((id) => ({
      id,
      masks: raters.flatMap(({ id: rater, cases: own }) => {
        const source = own.get(id);
        return source ? [{ rater, source }] : [];
      }),
    }))
    .filter(({ masks }) => masks.length > 1);
}

/**
 * Fault of a study in which no case has a voxel with the same label by two makers of masks.
 *
 * @param labels what is odd about their numbers; where nothing is, cases may be mixed up.
 */
export function noOverlap({ entities }: LoadedStudy, labels: readonly Pick<Note, "message">[]): InputError {
  const why = labels.map(({ message }) => message).join(" ") || "Are cases mixed up, or grids shifted?";
  const message = `no voxel of any case has the same label in two masks. ${why}`;
  return new InputError("E_OVERLAP", entities[0]?.folder ?? "masks", message);
}
