import { noteText } from "@pgt/metrics";
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../shell/app-context.ts";
import type { OpenCase } from "../shell/app-state.ts";
import { studyTree } from "../study/study-tree.ts";
import { runTask } from "../worker/run-task.ts";
import type { CaseMaps } from "./maps/case-maps.ts";

export interface LoadedCase {
  readonly maps: CaseMaps | null;
  readonly notes: readonly string[];
  /** Present step, in words. */
  readonly busy: string;
  /** Reason why there is nothing to see. */
  readonly fault: string | null;
}

const loading: LoadedCase = { maps: null, notes: [], busy: "Reading the masks", fault: null };

/** Reads the masks of a case and makes its maps. */
export function useCaseMaps({ case: id, label }: OpenCase, marginMm: number): LoadedCase {
  const { store, library } = useApp();
  const [loaded, setLoaded] = useState(loading);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const { result } = store.get();
    setLoaded(loading);
    if (!result) return;
    const tree = studyTree(library, result.study);
    const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
      setLoaded({ ...loading, busy: `Reading mask ${done + 1} of ${total}` });
    library
      .structureMasks(tree.path, { case: id, label }, { files: tree.files, marginMm, signal, onProgress })
      .then(async (masks) => {
        setLoaded({ ...loading, busy: "Drawing the masks" });
        const notes = masks.notes.map(noteText);
        const transfer = [...new Set(masks.masks.map(({ voxels }) => voxels.buffer))];
        const maps = await runTask("caseMaps", masks, { transfer });
        if (!signal.aborted) setLoaded({ maps, notes, busy: "", fault: null });
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        setLoaded({ ...loading, busy: "", fault: error instanceof Error ? error.message : String(error) });
      });
    return () => controller.abort();
  }, [store, library, id, label, marginMm]);
  return loaded;
}
