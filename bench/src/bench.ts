import { cohortTable } from "./cohort.ts";
import { filesToValues } from "./files-to-values.ts";
import { jobsTable } from "./jobs.ts";
import { describeMachine } from "./machine.ts";
import { pageTable } from "./page/page-table.ts";
import { temporaryFolder } from "./pair-files.ts";
import { phasesTable } from "./phases.ts";
import { type BenchSettings, readArguments } from "./settings.ts";
import { startupTable } from "./startup.ts";
import { worstCasesTable } from "./worst-cases.ts";

const sections: Readonly<Record<string, (settings: BenchSettings) => Promise<string>>> = {
  files: filesToValues,
  phases: phasesTable,
  jobs: jobsTable,
  worst: worstCasesTable,
  cohort: cohortTable,
  startup: startupTable,
  page: pageTable,
};

const settings = { ...readArguments(), folder: temporaryFolder() };
const wrong = settings.only.find((name) => !(name in sections));
if (wrong !== undefined || settings.rest.length > 0) {
  console.error(
    `pnpm bench [--quick] [--only ${Object.keys(sections).join(",")}] [--data DIR]: found "${wrong ?? settings.rest[0]}"`,
  );
  process.exit(2);
}
console.log(`${describeMachine()}\n`);
for (const [name, run] of Object.entries(sections)) {
  if (settings.only.length > 0 && !settings.only.includes(name)) continue;
  console.log(`${await run(settings)}\n`);
}
