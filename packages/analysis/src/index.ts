export * from "./capabilities.ts";
export * from "./public-types.ts";
