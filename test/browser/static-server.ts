import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** What a careful host sends: nothing from elsewhere, and no code made from text. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' blob:; img-src 'self'";

export interface ServerOptions {
  /** Pages can share memory between threads. */
  readonly isolated?: boolean;
  /** As of a server that does not know .wasm files. */
  readonly wasmType?: string;
}

export interface StaticServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves some pages, and the files of folders: path of the address -> text or folder. */
export async function serve(
  content: Readonly<Record<string, { readonly text: string } | { readonly folder: string }>>,
  { isolated = false, wasmType }: ServerOptions = {},
): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const body = await bodyOf(path, content);
    const type =
      (extname(path) === ".wasm" && wasmType) || types[extname(path)] || "application/octet-stream";
    response.writeHead(path === "/favicon.ico" ? 204 : body === null ? 404 : 200, {
      "content-type": path === "/" ? "text/html" : type,
      "content-security-policy": policy,
      ...(isolated && {
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
      }),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(path: string, content: Parameters<typeof serve>[0]): Promise<string | Buffer | null> {
  const exact = content[path];
  if (exact && "text" in exact) return exact.text;
  for (const [start, one] of Object.entries(content)) {
    if (!("folder" in one) || !path.startsWith(start)) continue;
    const found = await readFile(join(one.folder, path.slice(start.length))).catch(() => null);
    if (found) return found;
  }
  return null;
}
