import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InternalError } from "@pgt/metrics";
import type { Run } from "../../command.ts";
import { serveFolder } from "./serve-folder.ts";
import type { UiValues } from "./ui-options.ts";

const app = fileURLToPath(new URL("./web/", import.meta.url));

/** `pgt ui`: the app for browsers, served on loopback until interrupted. */
export const uiCommand: Run<UiValues> = async (context, _, { port = 0 }) => {
  if (!existsSync(join(app, "index.html"))) {
    throw new InternalError("E_APP", `${app}: the app is not there; this copy of pgt is incomplete`);
  }
  const { url, close } = await serveFolder(app, port);
  await context.out(`${url}\n`);
  context.note(
    "Open this address in a browser. It is for this machine alone; nothing leaves it. Ctrl-C ends it.",
  );
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve();
    context.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await close();
  return 0;
};
