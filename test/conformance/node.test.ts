import { conformance } from "./suite.ts";

conformance("@pgt/core, built", () => import("@pgt/core"));
