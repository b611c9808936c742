import { PgtError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { hostileFiles } from "./hostile-files.ts";
import { readers } from "./readers.ts";

const MOST_MILLISECONDS = 1000;

describe.each(readers)("$name", ({ name, seeds, read }) => {
  it("reads well-formed files", async () => {
    for (const seed of seeds) await expect(read(seed.slice())).resolves.toBeDefined();
  });

  const files = hostileFiles.filter((file) => file.readers.includes(name));
  it.each(files)("answers within a second of processor time: $name", async ({ bytes }) => {
    const content = bytes();
    let milliseconds = Number.POSITIVE_INFINITY;
    // Compiling is no part of the answer: it is left out from the second time on.
    for (let time = 0; time < 3 && milliseconds >= MOST_MILLISECONDS; time++) {
      const before = process.cpuUsage();
      const fault: unknown = await read(content).then(
        () => null,
        (error) => error,
      );
      const { user, system } = process.cpuUsage(before);
      milliseconds = (user + system) / 1000;
      if (fault !== null) expect(fault).toBeInstanceOf(PgtError);
    }
    expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
  });
});
