import { usePlatform } from "@pgt/runner";
import { nodePlatform } from "../../core/src/node-platform.ts";

usePlatform(nodePlatform);
