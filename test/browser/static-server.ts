import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { text as textOf } from "node:stream/consumers";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

const reports = "/refused";

/** Policy of a careful host: nothing from elsewhere, and no code made from text. Browsers report what it stops. */
const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' blob:; img-src 'self'; report-uri ${reports}`;

export interface ServerOptions {
  /** Lets pages share memory between threads. */
  readonly isolated?: boolean;
  /** Type of .wasm files; servers that do not know them send another. */
  readonly wasmType?: string;
}

export interface StaticServer {
  readonly url: string;
  /** Requests of pages and their workers that the policy has stopped: its rule and the address. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/** Some pages, and the files of folders: path of the address -> text or folder. */
export type ServedContent = Readonly<Record<string, { readonly text: string } | { readonly folder: string }>>;

export async function serve(
  content: ServedContent,
  { isolated = false, wasmType }: ServerOptions = {},
): Promise<StaticServer> {
  const refused: string[] = [];
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    if (path === reports) refused.push(refusalOf(await textOf(request)));
    const body = await bodyOf(path, content);
    const type =
      (extname(path) === ".wasm" && wasmType) || types[extname(path)] || "application/octet-stream";
    response.writeHead(path === "/favicon.ico" || path === reports ? 204 : body === null ? 404 : 200, {
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
    refused,
    close: () =>
      new Promise((resolve) => {
        // Browsers keep connections open that they have not used yet.
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function refusalOf(report: string): string {
  const { "effective-directive": rule, "blocked-uri": address } = JSON.parse(report)["csp-report"];
  return `${rule} ${address}`;
}

async function bodyOf(path: string, content: ServedContent): Promise<string | Buffer | null> {
  const exact = content[path];
  if (exact && "text" in exact) return exact.text;
  for (const [start, one] of Object.entries(content)) {
    if (!("folder" in one) || !path.startsWith(start)) continue;
    const found = await readFile(join(one.folder, path.slice(start.length))).catch(() => null);
    if (found) return found;
  }
  return null;
}
