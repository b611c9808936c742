export type { MaskInput } from "@pgt/runner";
export * from "./capabilities.ts";
export * from "./public-types.ts";
