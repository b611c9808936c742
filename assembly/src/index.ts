export { arena_alloc, arena_mark, arena_reset } from "./arena";
export { band_overlap_u16, band_overlap_u8 } from "./bands";
export {
  collect_i16, collect_u16, collect_u32, collect_u8, compact_begin, compact_ids_bytes, compact_table_bytes,
  translate_i16_u16, translate_i16_u8, translate_u16_u16, translate_u16_u8, translate_u32_u16, translate_u32_u8,
  translate_u8_u16, translate_u8_u8,
} from "./compact";
export { count_joint_u16, count_joint_u8, sum_coordinates_u16, sum_coordinates_u8 } from "./counts";
export { far_distances } from "./far";
export {
  fold_begin, fold_patterns_offset, fold_table_bytes, fold_u16_u16, fold_u16_u8, fold_u32_u16, fold_u32_u8,
  look_up_u16_u16, look_up_u16_u32, look_up_u16_u8, look_up_u32_u16, look_up_u32_u32, look_up_u32_u8,
  mark_ids_u16, mark_ids_u32,
} from "./fold";
export { distance_classes, near_distances } from "./nearest";
export { ignore_u16, ignore_u8, remap_u16, remap_u8 } from "./remap";
export { group_by_label, scan_begin } from "./scan";
export { scan_border_u16, scan_border_u8 } from "./borders";
export { scan_surfel_u16, scan_surfel_u8 } from "./surfels";
export { percentile_inverse_ecdf, percentile_linear, percentile_scratch_bytes, summarize, total_weight } from "./summary";
export {
  count_bits, dilate_bits, empty_boxes, grow_boxes_u16, grow_boxes_u8, mark_label_u16, mark_label_u8,
} from "./dilation";
export { border_of_bits, exchange_axes, put_bits, signed_near } from "./label-bits";
export { count_votes_u16, count_votes_u8, votes_begin, votes_nodes_offset, votes_table_bytes } from "./votes";
