import type { PairFiles } from "../pair-files.ts";
import type { BinaryMasks } from "./binary-masks.ts";

/** A program that compares masks, run as a whole process from files to values. */
export interface Peer {
  readonly name: string;
  /** Metrics that it gives of those that all are asked for. */
  readonly gives: string;
  /** Knows no labels: reads and compares whole volumes once for each of them. */
  readonly takesBinary?: boolean;
  readonly run: (pair: PeerInput) => Promise<PeerRun>;
  /** Run of ours that has the same definitions; absent for our own. */
  readonly sameAs?: string;
}

export interface PeerInput {
  readonly files: PairFiles;
  readonly binary: BinaryMasks;
}

export interface PeerRun {
  readonly ms: number;
  readonly peakMiB: number | null;
  /** Values by `label metric`. */
  readonly values: Readonly<Record<string, number>>;
}

/** A peer that is not on this machine, and what would bring it. */
export interface MissingPeer {
  readonly name: string;
  readonly install: string;
}

export const isMissing = (peer: Peer | MissingPeer): peer is MissingPeer => "install" in peer;
