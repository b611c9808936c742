import { explainMetric } from "@pgt/browser";
import { expectedExtensions, expectedKinds, isMaskFile } from "@pgt/metrics";
import { someOf } from "@pgt/report";
import { choiceAsWritten, metricTexts } from "../measures/measure-choice.ts";
import { metricCatalogue } from "../measures/metric-catalogue.ts";
import { keepCorrections } from "../study/keep-corrections.ts";
import { manifestText } from "../study/manifest-text.ts";
import { type ProposedTable, proposeTable } from "../study/propose-table.ts";
import { studyFiles, type TakenFiles } from "../upload/read-drop.ts";
import { isManifest, mergeFiles, type StudyFile } from "../upload/study-file.ts";
import { type StudyRun, startStudy } from "../worker/study-run.ts";
import type { AppStore, OpenCase } from "./app-state.ts";
import { initialState } from "./initial-state.ts";
import type { AppLibrary } from "./library.ts";

const truthId = "truth";

/** Actions of the person at the page. */
export interface Actions {
  readonly addFiles: (read: () => Promise<TakenFiles>) => Promise<void>;
  readonly tryDemo: () => Promise<void>;
  readonly run: () => Promise<void>;
  readonly cancel: () => void;
  readonly toStudy: () => void;
  readonly toResult: () => void;
  readonly startOver: () => void;
  readonly openCase: (openCase: OpenCase | null) => void;
  readonly dismissFault: () => void;
  /** Writes the manifest of the table and the choice as they stand. */
  readonly manifest: () => string;
}

export function createActions(store: AppStore, library: AppLibrary): Actions {
  let running: StudyRun | null = null;
  let adding = Promise.resolve();

  const complain = (error: unknown) => store.set({ busy: null, fault: textOf(error) });

  async function openStudy(files: readonly StudyFile[]): Promise<void> {
    const proposed = await proposeTable(library, files);
    const before = store.get();
    before.result?.run.close();
    store.set({
      page: "study",
      files,
      table: keepCorrections(proposed.table, before.table),
      tableFault: proposed.fault,
      busy: null,
      fault: null,
      result: null,
    });
    if (proposed.manifest && !before.files.includes(proposed.manifest)) choose(proposed);
  }

  /** Takes over the metrics and the convention of a manifest. */
  function choose({ manifest, metrics, convention }: ProposedTable): void {
    const { choice } = store.get();
    const preset = metricCatalogue.conventions.find(({ id }) => id === convention)?.id;
    try {
      const chosen = metrics?.map((text) => explainMetric(text));
      store.set({
        choice: {
          ...(metrics && chosen ? choiceAsWritten(metrics, chosen, choice.convention) : choice),
          convention: preset ?? choice.convention,
        },
        conventionSettings: preset === undefined ? convention : undefined,
      });
    } catch (error) {
      throw new Error(`${manifest?.path}: ${textOf(error)}`);
    }
  }

  async function takeFiles(read: () => Promise<TakenFiles>): Promise<void> {
    store.set({ busy: "Reading the list of files", fault: null });
    try {
      const added = await read();
      const files = mergeFiles(store.get().files, added.files);
      if (!files.some(({ path }) => isMaskFile(path) || isManifest(path))) throw nothingToRead(added);
      store.set({ truth: null });
      await openStudy(files);
      if (added.faults.length > 0) store.set({ fault: added.faults.join(" ") });
    } catch (error) {
      complain(error);
    }
  }

  function manifest(): string {
    const { table, choice, conventionSettings } = store.get();
    return manifestText(table, {
      metrics: metricTexts(choice, metricCatalogue.metrics),
      convention: conventionSettings ?? choice.convention,
    });
  }

  return {
    manifest,
    // Files are added one drop after the other: each adds to what is there.
    addFiles: (read) => (adding = adding.then(() => takeFiles(read))),
    tryDemo: async () => {
      store.set({ busy: "Simulating a study", fault: null });
      try {
        const tree = library.fileTree();
        const demo = await library.writeDemoStudy("demo", {
          files: tree,
          onProgress: ({ done, total }) => store.set({ busy: `Simulating case ${done} of ${total}` }),
        });
        await openStudy(studyFiles(tree));
        const { table } = store.get();
        const truth = table.lines.find(({ masks }) => masks.startsWith(`${demo.truth}/`));
        if (!truth) return;
        const lines = table.lines.map((line) =>
          line === truth
            ? { ...line, id: truthId, role: "model" as const, check: "the true masks, placed like a model" }
            : line,
        );
        store.set({
          table: { ...table, name: "simulated study", lines },
          truth: { model: truthId, description: demo.description },
        });
      } catch (error) {
        complain(error);
      }
    },
    run: async () => {
      const { files, table, truth } = store.get();
      store.set({
        page: "running",
        fault: null,
        openCase: null,
        progress: { done: 0, total: 0, text: "Reading the headers" },
      });
      const study = { files, folder: table.folder, manifest: manifest(), truth };
      const run = (running = startStudy(study, (progress) => store.set({ progress })));
      try {
        const view = await run.view;
        if (running !== run) return;
        store.get().result?.run.close();
        store.set({ page: "result", progress: null, result: { run, view, study } });
      } catch (error) {
        run.close();
        if (running !== run) return;
        store.set({ page: "study", progress: null });
        complain(error);
      }
    },
    cancel: () => {
      const run = running;
      running = null;
      run?.close();
      store.set({ page: "study", progress: null });
    },
    toResult: () => store.set({ page: "result" }),
    toStudy: () => store.set({ page: "study", openCase: null }),
    startOver: () => {
      store.get().result?.run.close();
      store.set(initialState);
    },
    openCase: (openCase) => store.set({ openCase }),
    dismissFault: () => store.set({ fault: null }),
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nothingToRead({ files, faults }: TakenFiles): Error {
  if (faults.length > 0) return new Error(faults.join(" "));
  const names = files.map(({ path }) => path).sort();
  return new Error(
    files.length === 0
      ? `Nothing was dropped that could be read: expected masks as ${expectedKinds}, a folder or zip of them, or a study manifest.`
      : `${someOf(names, 3)}: no mask among them. Expected ${expectedExtensions} files, a folder or zip of them, or a study manifest (.yaml).`,
  );
}
