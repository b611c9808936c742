import { conformanceIn } from "./conformance.ts";

conformanceIn("Firefox");
