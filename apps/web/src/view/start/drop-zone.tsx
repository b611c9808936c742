import { useState } from "preact/hooks";
import { readChosen, readDrop } from "../../intake/read-drop.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { FileButton } from "./file-button.tsx";

/** Takes files, folders and archives, dropped or chosen. */
export function DropZone({ isCompact = false }: { readonly isCompact?: boolean }) {
  const { door, actions } = useLab();
  const { busy } = useLabState();
  const [isOver, setOver] = useState(false);
  const choose = (files: Iterable<File>) => void actions.addFiles(() => readChosen(door, files));
  return (
    <section
      aria-label="Files"
      class={`drop${isOver ? " over" : ""}${isCompact ? " compact" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const { dataTransfer } = event;
        if (!dataTransfer) return;
        // What was dropped can be asked for only until the event is over.
        const reading = readDrop(door, dataTransfer);
        reading.catch(() => {});
        void actions.addFiles(() => reading);
      }}
    >
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
