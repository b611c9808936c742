import { conformanceIn } from "./conformance.ts";

conformanceIn("Chromium");
