import { platform } from "./platform.ts";

export function join(...parts: string[]): string {
  return platform().paths.join(...parts);
}

export function dirname(path: string): string {
  return platform().paths.dirname(path);
}

export function basename(path: string): string {
  return platform().paths.basename(path);
}

export function resolve(...parts: string[]): string {
  return platform().paths.resolve(...parts);
}

/** The way from one folder to another, with "/". */
export function relative(from: string, to: string): string {
  const { paths } = platform();
  return paths.relative(from, to).split(paths.sep).join("/");
}
