import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The built app. */
export const appFolder = fileURLToPath(new URL("../../apps/web/dist/", import.meta.url));
export const isBuilt = existsSync(join(appFolder, "index.html"));

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export interface StaticHost {
  /** Address of the built app, below a path of the host. */
  readonly url: string;
  close(): Promise<void>;
}

/** Any static host: it sends files with their types, and no headers of its own. */
export async function hostApp(): Promise<StaticHost> {
  const below = "/some/where/";
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const name = path === below ? "index.html" : path.slice(below.length);
    const body = path.startsWith(below) ? await readFile(join(appFolder, name)).catch(() => null) : null;
    response.writeHead(body ? 200 : 404, {
      "content-type": types[extname(name)] ?? "application/octet-stream",
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${below}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
