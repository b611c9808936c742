// Kernels return a status; `engine` turns everything but OK into a typed error.
export const OK: i32 = 0;
export const OUT_OF_MEMORY: i32 = 1;
export const TOO_MANY_LABELS: i32 = 2;
