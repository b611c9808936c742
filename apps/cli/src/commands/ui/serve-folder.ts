import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UsageError } from "@pgt/metrics";
import sirv from "sirv";

export interface FolderServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Answers this machine alone, and only under its own name: a page of another site that has its name point here is
 * refused.
 */
const host = "127.0.0.1";

/** Headers that let a page use all cores for one pair of masks: nothing from elsewhere may be loaded into it. */
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // A page may not say this of itself.
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cache-Control": "no-cache",
};

/**
 * Serves the files of a folder on loopback.
 *
 * @param port 0: any that is free.
 * @throws UsageError if the port cannot be had.
 */
export async function serveFolder(folder: string, port: number): Promise<FolderServer> {
  const files = sirv(folder, {
    dev: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) => {
    if (!isAskedByName(request)) return refuse(response, 421, "ask for localhost");
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "only GET");
    // Whole files are a right answer to a part asked for, and no part can then be out of order.
    delete request.headers.range;
    files(request, response, () => refuse(response, 404, "no such file"));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "EADDRINUSE" ? "it is in use" : cause.message;
      reject(
        new UsageError("E_PORT", `port ${port} cannot be used: ${why}; give another one, or none`, { cause }),
      );
    });
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isAskedByName({ headers: { host: asked = "" } }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(asked);
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end(`${why}\n`);
}
