/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** p50 and p99 as text. */
export function spread(samples: readonly number[]): string {
  return `p50 ${percentile(samples, 0.5).toFixed(1)} ms, p99 ${percentile(samples, 0.99).toFixed(1)} ms`;
}

const MARKS = { within: 'ok  ', over: 'OVER', told: '    ' } as const;

/** A line of the report: what, figure, and whether it is within its limit. */
export function line(what: string, figure: string, verdict: boolean | null): string {
  const mark = verdict === null ? MARKS.told : verdict ? MARKS.within : MARKS.over;
  return `${mark} ${what.padEnd(46)} ${figure}`;
}

/** Whether a line of the report says that a figure is over its limit. */
export function isOver(text: string): boolean {
  return text.startsWith(MARKS.over);
}
