import { existsSync, readFileSync } from "node:fs";
import type { Browser } from "playwright-core";

/**
 * Peak memory of the browser's largest page so far, in MiB, workers and what WebAssembly takes included: VmHWM of the
 * process that runs it. Null where the system has no /proc.
 */
export async function peakPageMiB(browser: Browser): Promise<number | null> {
  if (!existsSync("/proc/self/status")) return null;
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send("SystemInfo.getProcessInfo");
  await client.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  return Math.max(...pages.map(({ id }) => peakMiB(id)));
}

function peakMiB(process: number): number {
  const [, kiB] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process}/status`, "utf8")) ?? [];
  return Number(kiB) / 1024;
}
