export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly text: string;
}
