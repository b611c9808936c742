import type { NetworkEngine, NetworkImage, NetworkWeights } from "@pgt/network";
import type { TestedNetwork } from "../conformance/network.ts";
import type { TestPage } from "./test-page.ts";

/** What `@pgt/browser/network.js` offers a page. */
interface NetworkModule {
  loadNetwork(): Promise<NetworkEngine>;
  writeWeights(weights: NetworkWeights): Uint8Array;
}

/** The built `network.js` in a page, called from outside: arrays travel as plain numbers. */
export function networkIn(page: TestPage): TestedNetwork {
  return ({ options: { cases, ...options }, image }) =>
    page.evaluate(
      async ({ cases, options, image }) => {
        const page = globalThis as unknown as { importNetwork(): Promise<NetworkModule> };
        const { loadNetwork, writeWeights } = await page.importNetwork();
        const engine = await loadNetwork();
        const withArray = <Plain extends { image: number[] }>(plain: Plain) => ({
          ...plain,
          image: Float32Array.from(plain.image),
        });
        const { weights } = await engine.train({
          ...options,
          cases: cases.map((one) => ({ ...withArray(one), labels: Uint8Array.from(one.labels) })),
        });
        const labels = await engine.predict(weights, withArray(image));
        return { file: Array.from(writeWeights(weights)), labels: Array.from(labels) };
      },
      {
        cases: cases.map(({ labels, ...rest }) => ({ ...plain(rest), labels: Array.from(labels) })),
        options,
        image: plain(image),
      },
    );
}

function plain({ image, shape, spacingMm }: NetworkImage) {
  return { image: Array.from(image), shape, spacingMm };
}
