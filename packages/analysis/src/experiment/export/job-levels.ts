import type { Task } from "../tasks/task.ts";

/** Tasks that can be done at the same time, each level after the one before. */
export function jobLevels(tasks: readonly Task[]): string[][] {
  const levelOf = new Map<string, number>();
  const levels: string[][] = [];
  for (const { id, needs, takes } of tasks) {
    const level = Math.max(-1, ...[...needs, ...takes].map((before) => levelOf.get(before)!)) + 1;
    levelOf.set(id, level);
    levels[level] = [...(levels[level] ?? []), id];
  }
  return levels;
}
