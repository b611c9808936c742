import { command } from "../../command.ts";
import { uiOptions } from "./ui-options.ts";

export const ui = command({
  name: "ui",
  summary: "the same in a browser: serves the app on this machine, for this machine alone",
  description:
    "Serves the app on loopback and prints its address; open it in a browser, drop masks, and nothing leaves the machine. It runs until interrupted.",
  positionals: [],
  required: 0,
  options: uiOptions,
  examples: ["pgt ui", "pgt ui --port 8080"],
  load: async () => (await import("./ui-command.ts")).uiCommand,
});
