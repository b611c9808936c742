import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoStudy, writeDemoStudy } from "@pgt/core";
import { afterAll, beforeAll } from "vitest";
import { inEachEngine } from "./engines.ts";
import { openedPage } from "./opened-page.ts";
import { describeCancelling } from "./page/cancelling.ts";
import { describeDamagedMasks } from "./page/damaged-masks.ts";
import { describeDemoStudy } from "./page/demo-study.ts";
import { describeKernels } from "./page/kernels.ts";
import { describeMaskInputs } from "./page/mask-inputs.ts";
import { describeOwnWorker, ownWorker } from "./page/own-worker.ts";
import { describePrivacy } from "./page/privacy.ts";
import { describeSeveralWorkers } from "./page/several-workers.ts";
import { describeZipArchives } from "./page/zip-archives.ts";

const folder = mkdtempSync(join(tmpdir(), "pgt-page-"));
let demo: DemoStudy;
beforeAll(async () => void (demo = await writeDemoStudy(folder, { cases: 3 })));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

inEachEngine("@pgt/browser, built", (engine) => {
  const study = { "/study/": { folder } };
  const opened = openedPage(engine, { ...study, ...ownWorker });
  describeDemoStudy(opened, { folder, study: () => demo });
  describeMaskInputs(opened);
  describeDamagedMasks(opened);
  describeZipArchives(opened);
  describeCancelling(opened);
  describeSeveralWorkers(opened);
  describeOwnWorker(opened);
  describeKernels(opened, study);
  describePrivacy(opened);
});
