import { spawnSync } from "node:child_process";
import { findChromium } from "./chromium.ts";
import { findFirefox } from "./firefox.ts";

const browsers = [
  { name: "Chromium", find: findChromium, debianPackage: "chromium" },
  { name: "Firefox", find: findFirefox, debianPackage: "firefox-esr" },
];
const missing = () => browsers.filter(({ find }) => find() === null);

/** Once before the tests in browsers: what is missing, from Debian's packages where that is possible. */
export default function setup(): void {
  if (missing().length > 0 && process.getuid?.() === 0) install(missing().map((one) => one.debianPackage));
  for (const { name } of missing()) {
    console.error(`${name} is missing and could not be installed: the tests in it are skipped.`);
  }
}

function install(packages: readonly string[]): void {
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  apt("update");
  // One by one: where one of them cannot be had, the other still can.
  for (const one of packages) apt("install", "-y", one);
}
