import { useEffect, useState } from "preact/hooks";
import type { CaseMaps } from "../../case/case-maps.ts";
import { readCase, type WantedStructure } from "../../case/read-case.ts";
import { runTask } from "../../worker/run-task.ts";
import { useLab } from "../lab-context.ts";

export interface LoadedCase {
  readonly maps: CaseMaps | null;
  readonly notes: readonly string[];
  /** Why there is nothing to see. */
  readonly fault: string | null;
}

const loading: LoadedCase = { maps: null, notes: [], fault: null };

/**
 * Reads the masks of a case and makes its maps.
 *
 * @param isFine outlines thinner than a voxel.
 */
export function useCaseMaps({ case: id, label, name }: WantedStructure, isFine: boolean): LoadedCase {
  const { store, door } = useLab();
  const [loaded, setLoaded] = useState(loading);
  useEffect(() => {
    let isWanted = true;
    const tell = (one: LoadedCase) => isWanted && setLoaded(one);
    const { files, table } = store.get();
    setLoaded(loading);
    readCase(door, files, table, { case: id, label, name })
      .then(async ({ masks, notes }) =>
        tell({ maps: await runTask("caseMaps", masks, isFine), notes, fault: null }),
      )
      .catch((error: unknown) =>
        tell({ maps: null, notes: [], fault: error instanceof Error ? error.message : String(error) }),
      );
    return () => {
      isWanted = false;
    };
  }, [store, door, id, label, name, isFine]);
  return loaded;
}
