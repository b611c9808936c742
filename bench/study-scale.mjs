/**
 * Time, memory and files of an experiment by its number of cases, on images and masks of 12 x 12 x 12 voxels with nine
 * organs and seven generators. Usage: node bench/study-scale.mjs [--short] [CASES ...], with --short
 * for no run; the command must be built.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pgt = fileURLToPath(new URL("../apps/cli/dist/pgt.js", import.meta.url));
const isShort = process.argv.includes("--short");
const asked = process.argv.slice(2).map(Number).filter(Number.isFinite);
const counts = asked.length > 0 ? asked : [650, 1300, 2600, 5200];
const side = 12;
const organs = 9;
const generators = 7;
const jobs = "2";

/** Prints the processor time of a process in s and the most memory that it has had in MB, when it ends. */
const meter = `data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write("\\nMETER "+(u.userCPUTime+u.systemCPUTime)/1e6+" "+u.maxRSS/1024+"\\n")})`;

function nifti(values) {
  const bytes = Buffer.alloc(352 + values.length);
  bytes.writeInt32LE(348, 0);
  for (const [at, n] of [3, side, side, side, 1, 1, 1, 1].entries()) bytes.writeInt16LE(n, 40 + 2 * at);
  bytes.writeInt16LE(2, 70);
  bytes.writeInt16LE(8, 72);
  for (let at = 0; at < 4; at++) bytes.writeFloatLE(1, 76 + 4 * at);
  bytes.writeFloatLE(352, 108);
  bytes.writeUInt8(2, 123);
  bytes.writeInt16LE(1, 252);
  bytes.write("n+1\0", 344, "latin1");
  bytes.set(values, 352);
  return bytes;
}

/** Nine bars, the borders of which lie differently in each case and version. */
function mask(id, version) {
  const values = new Uint8Array(side ** 3);
  for (let z = 1; z < side - 1; z++) {
    for (let organ = 0; organ < organs; organ++) {
      const [x, y] = [1 + 4 * (organ % 3), 1 + 4 * Math.floor(organ / 3)];
      for (let at = 0; at < 9; at++) {
        const isOut = (id * 31 + version * 17 + organ * 7 + z * 3 + at) % (6 + version) === 0;
        if (version === 0 || !isOut)
          values[x + (at % 3) + side * (y + Math.floor(at / 3) + side * z)] = organ + 1;
      }
    }
  }
  return values;
}

function writeStudy(folder, cases) {
  const names = ["images", "labels", ...Array.from({ length: generators }, (_, at) => `g${at + 1}`)];
  for (const name of names) mkdirSync(join(folder, name));
  for (let id = 0; id < cases; id++) {
    const image = mask(id, 0);
    for (let at = 0; at < 4; at++) image[at] = (id >> (4 * at)) & 15;
    const file = `case${String(id).padStart(5, "0")}.nii`;
    for (const [at, name] of names.entries()) {
      writeFileSync(join(folder, name, file), nifti(at === 0 ? image : mask(id, at - 1)));
    }
  }
  const labels = Object.fromEntries(Array.from({ length: organs }, (_, at) => [at + 1, `organ${at + 1}`]));
  const command = { train: { run: [["true"]] }, predict: { run: [["true"]] } };
  const plan = {
    pgt: 1,
    base: [{ id: "base", images: "images", labels: "labels", names: labels }],
    generators: names.slice(2).map((id) => ({ id, masks: `${id}/{case}.nii` })),
    train: { engine: "command", command },
    metrics: ["dice", "nsd@1"],
  };
  writeFileSync(join(folder, "plan.json"), JSON.stringify(plan));
}

function measured(...words) {
  const started = performance.now();
  const run = spawnSync(process.execPath, ["--import", meter, pgt, "study", ...words], { encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  // Trainings fail: there is no engine.
  if (run.status !== 0 && words[0] !== "run") throw new Error(`${words.join(" ")}: ${run.stderr}`);
  const meters = [...run.stderr.matchAll(/METER ([\d.]+) ([\d.]+)/g)].map(([, cpu, mb]) => [
    Number(cpu),
    Number(mb),
  ]);
  return {
    seconds,
    cpu: Math.max(...meters.map(([cpu]) => cpu)),
    memory: Math.max(...meters.map(([, mb]) => mb)),
  };
}

const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);
row("cases", "command", "time in s", "processor time in s", "memory in MB");
row("---:", "---", "---:", "---:", "---:");
for (const cases of counts) {
  const folder = mkdtempSync(join(tmpdir(), "pgt-scale-"));
  try {
    writeStudy(folder, cases);
    const plan = join(folder, "plan.json");
    for (const [name, ...words] of [
      ["plan", "plan", plan],
      ["export snakemake", "export", plan, "snakemake"],
      ["status", "status", plan],
      ...(isShort ? [] : [["run, to the quality of labels", "run", plan, "--jobs", jobs]]),
    ]) {
      const { seconds, cpu, memory } = measured(...words);
      row(cases, name, seconds.toFixed(1), cpu.toFixed(1), Math.round(memory));
    }
    const files = readdirSync(join(folder, "plan.study"), { recursive: true });
    const paths = files.map((name) => join(folder, "plan.study", name));
    const own = paths.map((path) => statSync(path, { throwIfNoEntry: false })).filter((one) => one?.isFile());
    row(
      cases,
      `files: ${own.length}, ${(own.reduce((sum, { size }) => sum + size, 0) / 1e6).toFixed(0)} MB`,
      "",
      "",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
