import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { noticesFile, noticesOf } from "../../scripts/third-party-notices.ts";

/** Writes the service worker with the list of all built files; a change of any of them gives it a new name of its cache. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((name) => !name.endsWith(".map"));
      const hash = createHash("sha256");
      for (const name of files.sort()) {
        const one = bundle[name]!;
        hash.update(name).update(one.type === "chunk" ? one.code : one.source);
      }
      const template = readFileSync(new URL("offline/service-worker.js", import.meta.url), "utf8");
      const source = template
        .replace("__FILES__", JSON.stringify(["./", "icon.svg", ...files]))
        .replace("__VERSION__", hash.digest("hex").slice(0, 16));
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}

/** Writes the notices of the packages that the app holds code of; those of the library come with it. */
function thirdPartyNotices(): Plugin {
  const library = fileURLToPath(new URL("../../packages/browser/dist/index.js", import.meta.url));
  return {
    name: "third-party-notices",
    apply: "build",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((one) => {
        if (one.type !== "chunk") return [];
        return Object.entries(one.modules).flatMap(([id, { renderedLength }]) =>
          renderedLength > 0 ? [id.replace(/^\0|\?.*$/g, "")] : [],
        );
      });
      this.emitFile({ type: "asset", fileName: noticesFile, source: noticesOf([...files, library]) });
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [thirdPartyNotices(), serviceWorker()],
  // The viewer's reader of remote arrays, which the page cannot use, and its codecs.
  resolve: { alias: { zarrita: fileURLToPath(new URL("src/case/canvas/no-zarr.ts", import.meta.url)) } },
  worker: { format: "es" },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    // The policy of the page allows no data: address for scripts, workers or modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
});
