import type { Progress } from "@pgt/core";
import stringWidth from "string-width";
import { printable, type Terminal } from "./terminal.ts";

const barWidth = 24;
const redrawMs = 100;
const clearLine = "\r\u001b[K";

export interface ProgressBar {
  update(progress: Progress): void;
  /** Removes the bar from the screen. */
  close(): void;
}

/** A bar on one line of a terminal: share, count, rate, remaining time, the case at hand. */
export function progressBar(
  title: string,
  terminal: Terminal,
  write: (text: string) => void,
  now: () => number = Date.now,
): ProgressBar {
  const start = now();
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    update(progress) {
      const time = now();
      if (time - drawn < redrawMs && progress.done < progress.total) return;
      drawn = time;
      write(clearLine + progressLine(title, progress, (time - start) / 1000, terminal));
    },
    close() {
      if (Number.isFinite(drawn)) write(clearLine);
    },
  };
}

export const noProgressBar: ProgressBar = { update: () => {}, close: () => {} };

/** The text of the bar, cut to the terminal's width. */
export function progressLine(title: string, progress: Progress, seconds: number, terminal: Terminal): string {
  const { done, total } = progress;
  const share = total > 0 ? Math.min(done / total, 1) : 0;
  const filled = Math.round(share * barWidth);
  const [full, empty] = terminal.unicode ? ["█", "░"] : ["#", "."];
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [
    `${title} ${full.repeat(filled)}${empty.repeat(barWidth - filled)} ${done}/${total}`,
    done > 0 ? rateText(rate) : "",
    done > 0 && done < total ? `${clock((total - done) / rate)} left` : "",
    printable(progress.case),
  ];
  return cut(parts.filter((part) => part !== "").join("  "), (terminal.columns ?? 80) - 1);
}

function rateText(rate: number): string {
  return rate >= 1 ? `${rate.toFixed(1)}/s` : `${(1 / rate).toFixed(1)} s each`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [, minutes, rest] = parts.map((part) => String(part).padStart(2, "0"));
  return parts[0] > 0 ? `${parts[0]}:${minutes}:${rest}` : `${parts[1]}:${rest}`;
}

function cut(text: string, columns: number): string {
  let line = "";
  for (const sign of text) {
    if (stringWidth(line + sign) > columns) break;
    line += sign;
  }
  return line;
}
