import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Download, Page } from "playwright-core";
import { chromium } from "playwright-core";

const axeSource = () =>
  readFileSync(
    createRequire(new URL("../../apps/web/package.json", import.meta.url)).resolve("axe-core/axe.min.js"),
    "utf8",
  );

/** Launches Chromium so that the viewer can draw without a graphics card. */
export function launchWithGraphics(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--ignore-gpu-blocklist",
    ],
  });
}

/** App in a page, used as a person does. */
export interface AppPage {
  readonly page: Page;
  /** Addresses asked for by the page and its workers. */
  readonly requests: readonly string[];
  /** Errors of scripts, and requests that the policy has refused. */
  readonly complaints: readonly string[];
  /** Drops files and folders of the disk on the page. */
  drop(paths: readonly string[]): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** Presses a button and takes the file that it saves. */
  save(name: string | RegExp): Promise<{ readonly name: string; readonly bytes: Buffer }>;
  /** Runs the study and waits for the result. */
  run(): Promise<void>;
  /** Lists what axe finds of serious and critical impact, a line each. */
  seriousFaults(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openApp(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<AppPage> {
  const context = await browser.newContext({
    acceptDownloads: true,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => void requests.push(request.url()));
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("dialog", (dialog) => void dialog.accept());
  page.on("pageerror", (error) => void complaints.push(String(error)));
  await page.goto(url);
  await page.getByRole("button", { name: "Choose a folder" }).waitFor();
  const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
  return {
    page,
    requests,
    complaints,
    press,
    drop: (paths) => drop(page, paths),
    save: async (name) => {
      const [file] = await Promise.all([page.waitForEvent("download"), press(name)]);
      return { name: file.suggestedFilename(), bytes: await bytesOf(file) };
    },
    run: async () => {
      await press("Compute the interval");
      // Not by its role: that search keeps the page itself from answering.
      await page.locator("#case-list").waitFor({ timeout: 60_000 });
    },
    seriousFaults: () => seriousFaults(page),
    close: () => context.close(),
  };
}

/** A real drop: the browser reads the folders itself. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const box = await page.locator(".drop").boundingBox();
  const at = { x: box!.x + 20, y: box!.y + 20 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await client.send("Input.dispatchDragEvent", { type, ...at, data });
  }
  await client.detach();
}

async function bytesOf(file: Download): Promise<Buffer> {
  return readFileSync(await file.path());
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource());
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
