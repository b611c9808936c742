import { caseMaps } from "../case/case-maps.ts";

/** What the page's own worker does, so that the page answers at any time. */
export const pageTasks = { caseMaps };
