import { spawnSync } from "node:child_process";
import { findChromium } from "./chromium.ts";

/** Once before the tests in a browser: Chromium from Debian's packages, where it is missing and that is possible. */
export default function setup(): void {
  if (findChromium() !== null || process.getuid?.() !== 0) return;
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  apt("update");
  apt("install", "-y", "chromium");
  if (findChromium() === null)
    console.error("Chromium could not be installed: the tests in a browser are skipped.");
}
