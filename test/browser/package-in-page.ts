import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { LabelData, LabelVolume } from "@pgt/metrics";
import type { TestedPackage } from "../conformance/tested-package.ts";
import type { TestPage } from "./test-page.ts";

/** The built package. */
export const dist = dirname(createRequire(import.meta.url).resolve("@pgt/browser/pgt.wasm"));

/** A page that loads the built package as it is, by a plain script element. */
export const plainPage = {
  "/": {
    text: `<!doctype html><meta charset="utf-8"><title>pgt</title><script type="module" src="/page.mjs"></script>`,
  },
  "/page.mjs": {
    text: `import * as pgt from "/pgt/index.js"; globalThis.pgt = pgt;
globalThis.importNetwork = () => import("/pgt/network.js"); globalThis.isReady = true;`,
  },
  "/pgt/": { folder: dist },
} as const;

/** A volume as it travels to the page: the kind of its array, its bytes as base64, and where it begins in its buffer. */
interface PlainVolume extends Omit<LabelVolume, "data" | "labelNames"> {
  readonly kind: string;
  readonly byteOffset: number;
  readonly base64: string;
}

function plain({ data, labelNames: _, ...volume }: LabelVolume): PlainVolume {
  const kind = Object.prototype.toString.call(data).slice(8, -1);
  const { buffer, byteOffset, byteLength } = data;
  return {
    ...volume,
    kind,
    byteOffset,
    base64: Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
  };
}

type ArrayMaker = new (buffer: ArrayBuffer, byteOffset: number) => LabelData;

/** The package in a page, called from outside: volumes are sent in, rows come out. */
export function packageIn(page: TestPage): TestedPackage {
  return {
    compare: ({ reference, prediction }, options) =>
      page.evaluate(
        async ({ masks, options }) => {
          const volume = ({ kind, byteOffset, base64, ...rest }: PlainVolume): LabelVolume => {
            const text = atob(base64);
            const bytes = new Uint8Array(byteOffset + text.length);
            for (let at = 0; at < text.length; at++) bytes[byteOffset + at] = text.charCodeAt(at);
            const arrays = globalThis as unknown as Record<string, ArrayMaker>;
            return { ...rest, data: new arrays[kind](bytes.buffer, byteOffset) };
          };
          const { pgt } = globalThis as unknown as { pgt: TestedPackage };
          const [reference, prediction] = masks.map(volume);
          const { rows } = await pgt.compare({ reference, prediction }, options);
          return { rows };
        },
        { masks: [plain(reference), plain(prediction)], options },
      ),
  };
}
