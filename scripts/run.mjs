// `npm start`, `npm test` and `pnpm test:fast`: set everything up on a machine with Node and npm only, then do the one thing.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager, engines } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

const install = ["pnpm", "install", "--frozen-lockfile"];

const goals = {
  demo: [install, ["pnpm", "run", "build"], ["node", "apps/cli/dist/pgt.js", "demo"]],
  test: [install, ["pnpm", "run", "build"], ["pnpm", "run", "check"], ["pnpm", "run", "unit"]],
  // In a clone that is installed. Kernels and libraries are built first, where they changed: contracts look at them.
  fast: [
    ["pnpm", "exec", "turbo", "run", "build", "--filter=@pgt/core", "--filter=@pgt/browser"],
    ["pnpm", "exec", "vitest", "run", "--project", "unit", "--project", "contracts"],
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
for (const command of goal) run(command);

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
