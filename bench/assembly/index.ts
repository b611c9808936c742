export { label_boxes } from "./boxes";
export { summarise } from "./summary";
export { label_surface } from "./surface";
export { squared_distances, squared_distances_scratch } from "./transform";

/** Address behind which memory is free. */
export function heap_base(): usize {
  return (__heap_base + 15) & ~15;
}
