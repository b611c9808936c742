export { version } from "@pgt/browser/package.json";
