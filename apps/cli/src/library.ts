import * as core from "@pgt/core";
import type { Library } from "./context.ts";

core.useWorkerEntry(new URL(import.meta.url));

/** The library as the commands see it. The only file that calls `@pgt/core`. */
export const library: Library = core;
