/** FNV-1a of 32 bits (Fowler, Noll & Vo): tells accidents, not attacks. */
export function fnv1a(bytes: Uint8Array, start = 0x811c9dc5): number {
  let hash = start;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

export function hexOf(hash: number): string {
  return hash.toString(16).padStart(8, "0");
}
