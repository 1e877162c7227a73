import type { Part } from './search.ts';

/** How a walk-forward cuts a recording, ms. */
export interface Cut {
  readonly trainMs: number;
  /** What lies between, so that nothing held in training reaches into the test. */
  readonly gapMs: number;
  readonly testMs: number;
}

/** A part that chooses, and a later one that judges the choice. */
export interface Window {
  readonly train: Part;
  readonly test: Part;
}

/** Whether training begins anew with each window, or always at the start. */
export const modes = ['rolling', 'anchored'] as const;
export type Mode = (typeof modes)[number];

/** Every window that fits, the tests one after the other. None where not even one does. */
export function windowsOf(
  span: { readonly from: number; readonly to: number },
  cut: Cut,
  mode: Mode,
): readonly Window[] {
  const { trainMs, gapMs, testMs } = cut;
  const windows: Window[] = [];
  for (let at = span.from + trainMs; at + gapMs + testMs <= span.to; at += testMs) {
    const from = mode === 'anchored' ? span.from : at - trainMs;
    windows.push({
      train: { split: 'train', from, to: at },
      test: { split: 'test', from: at + gapMs, to: at + gapMs + testMs },
    });
  }
  return windows;
}
