import { headline, type StreamedEvent } from '@atc/core/company/events';
import { type AgentId, agentIds } from '@atc/core/company/roster';
import { printable } from '@atc/core/kernel/text';
import { dayOf, sayClock } from '@atc/core/kernel/time';
import picocolors from 'picocolors';

/** How a line looks. */
export interface Look {
  /** Colours on a terminal, plain lines in a pipe. */
  readonly color: boolean;
  /** How wide the terminal is now: longer lines go on below their own words. Undefined in a pipe. */
  readonly columns?: () => number | undefined;
  readonly timeZone: string;
}

const paint = {
  atlas: (c) => c.magenta,
  sage: (c) => c.yellow,
  scout: (c) => c.cyan,
  growth: (c) => c.green,
  intel: (c) => c.blue,
  observer: (c) => c.gray,
} as const satisfies Record<AgentId, (c: ReturnType<typeof picocolors.createColors>) => (text: string) => string>;

/** One event as a line: company time, who, what; money won or lost in its colour. */
export function lineOf(
  event: Pick<StreamedEvent, 'agentId' | 'title' | 'occurredAt' | 'pnl' | 'kind'>,
  { color, timeZone, columns }: Look,
): string {
  const c = picocolors.createColors(color);
  const agent = agentIds.find((id) => id === event.agentId) ?? 'observer';
  const when = c.dim(`${dayOf(event.occurredAt, timeZone).slice(5)} ${sayClock(event.occurredAt, timeZone)}`);
  const who = paint[agent](c)(agent.toUpperCase().padEnd(8));
  return (
    `${when}  ${who}  ` +
    `${coloured({ ...event, title: wrapped(printable(headline(event.title, agent)), columns?.()) }, c)}`
  );
}

const INDENT = '01-06 06:30  OBSERVER  '.length;
const NARROWEST = 60;

/** A text over as many lines as it needs, those after the first below where it begins. */
function wrapped(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < NARROWEST) return text;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns - INDENT)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(INDENT)}`);
}

function coloured(
  event: Pick<StreamedEvent, 'title' | 'pnl' | 'kind'>,
  c: ReturnType<typeof picocolors.createColors>,
): string {
  if (event.kind === 'trade.closed') return Number(event.pnl) >= 0 ? c.green(event.title) : c.red(event.title);
  if (event.kind === 'trade.executed') return c.bold(event.title);
  if (event.kind === 'proposal.rejected' || event.kind === 'signal.refused') return c.dim(event.title);
  return event.title;
}
