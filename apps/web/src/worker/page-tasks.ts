import { imageOnGrid } from "../case/image/image-on-grid.ts";
import { caseMaps } from "../case/maps/case-maps.ts";

/** Tasks of the page's own worker, so that the page answers at any time. */
export const pageTasks = {
  caseMaps,
  imageOnGrid: (args: Parameters<typeof imageOnGrid>) => imageOnGrid(...args),
};

export type PageTasks = typeof pageTasks;
