import { sayPct, sayShare } from '@atc/core/kernel/figures';
import { type AblationLine, sayInterval } from '@atc/lab/report';

const WIDTHS = [30, 28, 28, 8, 7, 9, 14] as const;

/** Desks below each other, the first being whole: what each came to, and what it has more than the first. */
export function ablationTable(lines: readonly AblationLine[]): readonly string[] {
  return [
    row(['', 'equity', 'more than the first', 'trades', 'won', 'fees', 'deepest fall']),
    ...lines.map(({ name, total, difference, deepestFall, trades, winRate, fees }) =>
      row([
        name,
        sayInterval(total, sayPct),
        difference === null ? '' : sayInterval(difference, sayPct),
        String(Math.round(trades)),
        winRate === null ? '–' : sayShare(winRate, 0),
        sayShare(fees),
        sayShare(deepestFall),
      ]),
    ),
  ];
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[i] ?? 0))).join('');
}
