// `npm start` and `npm test`: set everything up on a machine with Node and npm only, then do the one thing.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager, engines } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

const goals = {
  demo: [
    ["pnpm", "run", "build"],
    ["node", "apps/cli/dist/pgt.js", "demo"],
  ],
  test: [
    ["pnpm", "run", "build"],
    ["pnpm", "run", "check"],
    ["pnpm", "run", "unit"],
  ],
};

const goal = goals[process.argv[2]];
if (!goal) {
  console.error(
    `scripts/run.mjs: expected one of ${Object.keys(goals).join(", ")}, found "${process.argv[2] ?? ""}"`,
  );
  process.exit(2);
}
const [wantMajor, wantMinor] = engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < wantMajor || (major === wantMajor && minor < wantMinor)) {
  console.error(`pgt needs Node ${engines.node}; this is ${process.versions.node}`);
  process.exit(2);
}
for (const command of [["pnpm", "install", "--frozen-lockfile"], ...goal]) run(command);

/** pnpm comes at the pinned version through npx: nothing is installed globally. */
function run([program, ...args]) {
  const command = program === "pnpm" ? ["npx", "--yes", packageManager, ...args] : [program, ...args];
  const { status, error } = spawnSync(command[0], command.slice(1), {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
  });
  if (error) console.error(`${command.join(" ")}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
