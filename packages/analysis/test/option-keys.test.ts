import { UsageError } from "@pgt/metrics";
import { expect, it } from "vitest";
import * as capabilities from "../src/capabilities.ts";
import "./on-node.ts";

type Run = (...given: unknown[]) => Promise<unknown>;

/** Places of the options among the arguments. */
const places: Readonly<Record<string, number>> = {
  ...{
    compare: 1,
    consensus: 1,
    noise: 1,
    queue: 1,
    evaluateQueue: 1,
    uncertainty: 1,
    compareMany: 1,
    comparePaths: 2,
    interval: 1,
    quality: 1,
    worth: 1,
    checkTables: 1,
    rank: 1,
  },
  ...{ derive: 0, prompts: 1, proposeStudy: 1, disagreementSlices: 2, structureMasks: 2, simulateDesign: 1 },
  ...{ writeSimulatedStudy: 1, writeDemoStudy: 1 },
};

it.each(Object.entries(capabilities).filter(([name]) => name !== "readLabelMap"))(
  "%s refuses an option that there is not, before it reads anything",
  async (name, run) => {
    const given = [...Array.from({ length: places[name] }, () => "/no/such/place"), { sede: 1, metric: [] }];
    await expect((run as unknown as Run)(...given)).rejects.toThrow(UsageError);
    await expect((run as unknown as Run)(...given)).rejects.toThrow(
      /there is no option "sede"\..* The options are /,
    );
  },
);

it("names the nearest option", async () => {
  const misspelt = { metric: ["dice"] } as object;
  await expect(capabilities.comparePaths("a", "b", misspelt)).rejects.toThrow(
    'options: there is no option "metric". Did you mean metrics? The options are metrics, labels, convention, boundary',
  );
  await expect(capabilities.comparePaths("a", "b", [] as object)).rejects.toThrow(/an object was expected/);
});
