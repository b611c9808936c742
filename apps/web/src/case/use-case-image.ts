import { useEffect, useState } from "preact/hooks";
import { useApp } from "../shell/app-context.ts";
import type { Behind } from "./canvas/image-behind.ts";
import { readCaseImage } from "./image/case-image.ts";
import type { CaseMaps } from "./maps/case-maps.ts";

export interface LoadedImage {
  readonly behind: Behind;
  /** Remark on the image, or the reason why it is not shown. */
  readonly note: string | null;
}

const none: LoadedImage = { behind: "black", note: null };
const awaited: LoadedImage = { behind: "awaited", note: null };

/** Reads the image behind the masks. @param path empty for none. */
export function useCaseImage(path: string, maps: CaseMaps | null): LoadedImage {
  const { store, library } = useApp();
  const [loaded, setLoaded] = useState(path === "" ? none : awaited);
  useEffect(() => {
    setLoaded(path === "" ? none : awaited);
    if (path === "" || !maps) return;
    let isWanted = true;
    const tell = (one: LoadedImage) => isWanted && setLoaded(one);
    readCaseImage(library, store.get().files, path, maps)
      .then(({ image, note }) => tell({ behind: image, note }))
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        tell({ ...none, note: `${path} is not shown: ${why}.` });
      });
    return () => {
      isWanted = false;
    };
  }, [store, library, path, maps]);
  return loaded;
}
