import { nodePlatform } from "../../core/src/node-platform.ts";
import { usePlatform } from "../src/platform.ts";

usePlatform(nodePlatform);
