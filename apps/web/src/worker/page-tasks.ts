import { imageOnGrid } from "../case/image/image-on-grid.ts";
import { caseMaps } from "../case/maps/case-maps.ts";

/** What the page's own worker does, so that the page answers at any time. */
export const pageTasks = { caseMaps, imageOnGrid };
