import { compare, comparePaths, interval, writeDemoStudy } from "@pgt/core";
import type { Door } from "./door-types.ts";

/** The library as the command sees it. The only file that calls `@pgt/core`. */
export const door: Door = {
  comparePaths,
  interval,
  writeDemoStudy,
  compareVolumes: async (reference, prediction, options) =>
    (await compare({ reference, prediction }, options)).rows,
};
