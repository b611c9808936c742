export { arena_alloc } from "../arena";
export { add_bias_gradient, add_weight_gradient, convolve, turn_taps } from "./convolution";
export { loss_gradient, softmax } from "./loss";
export { normalize, normalize_backward } from "./normalization";
export { adam_step } from "./optimizer";
export { add_pool_gradient, join, join_backward, pool } from "./pooling";
