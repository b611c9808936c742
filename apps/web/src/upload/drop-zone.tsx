import { useLayoutEffect, useState } from "preact/hooks";
import { useApp, useAppState } from "../shell/app-context.ts";
import { FileButton } from "./file-button.tsx";
import { readChosen, readDrop } from "./read-drop.ts";

/** Takes files, folders and archives, dropped anywhere on the page or chosen. */
export function DropZone({ isCompact = false }: { readonly isCompact?: boolean }) {
  const { library, actions } = useApp();
  const { busy } = useAppState();
  const [isOver, setOver] = useState(false);
  const choose = (files: Iterable<File>) => void actions.addFiles(() => readChosen(library, files));
  // Listens from the moment the place is seen: an effect after the paint would miss a quick drop.
  useLayoutEffect(() => {
    const until = new AbortController();
    const listen = (type: "dragover" | "dragleave" | "drop", listener: (event: DragEvent) => void) =>
      addEventListener(type, listener, { signal: until.signal });
    listen("dragover", () => setOver(true));
    listen("dragleave", ({ relatedTarget }) => {
      // Out of the window, not from one element into another.
      if (relatedTarget === null) setOver(false);
    });
    listen("drop", ({ dataTransfer }) => {
      setOver(false);
      if (!dataTransfer) return;
      // A drop can be read only until the event is over.
      const reading = readDrop(library, dataTransfer);
      reading.catch(() => {});
      void actions.addFiles(() => reading);
    });
    return () => until.abort();
  }, [library, actions]);
  return (
    <section aria-label="Files" class={`drop${isOver ? " over" : ""}${isCompact ? " compact" : ""}`}>
      <p>
        {busy ??
          (isCompact ? "Drop more files here." : "Drop folders of masks here, single files, or a zip.")}
      </p>
      <p class="buttons">
        <FileButton title="Choose a folder" isFolder disabled={busy !== null} onFiles={choose} />
        <FileButton title="Choose files" disabled={busy !== null} onFiles={choose} />
      </p>
    </section>
  );
}
