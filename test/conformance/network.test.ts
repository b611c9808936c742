import { createNetworkEngine, writeWeights } from "@pgt/network";
import { moduleBytes } from "../properties/wasm-modules.ts";
import { networkConformance } from "./network.ts";

networkConformance("Node", async () => async ({ options, image }) => {
  const engine = await createNetworkEngine(moduleBytes("network"));
  const { weights } = await engine.train(options);
  return { file: writeWeights(weights), labels: await engine.predict(weights, image) };
});
