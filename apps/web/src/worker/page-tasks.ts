import { caseMaps } from "../case/case-maps.ts";
import { imageOnGrid } from "../case/image-on-grid.ts";

/** What the page's own worker does, so that the page answers at any time. */
export const pageTasks = { caseMaps, imageOnGrid };
