export * from "./capabilities.ts";
export * from "./experiment/index.ts";
export * from "./public-types.ts";
export * from "./shards/index.ts";
