import type { EventRow } from '../../../company/events/index.ts';
import type { Portfolio } from '../../../desk/portfolio/index.ts';

/** What a condition is asked about: an event and the company's books; a scheduled rule sees only the books. */
export type RuleFacts = Readonly<Record<string, unknown>>;

const NUMBER = /^-?\d{1,15}(\.\d+)?$/;

/** An event as conditions see it: decimals in text are numbers, so that they can be compared. */
export function factsOfEvent(event: Pick<EventRow, 'pnl' | 'fields'>): RuleFacts {
  const fields = Object.entries(event.fields).map(([name, value]) => [name, asNumber(value)]);
  return { ...event, pnl: asNumber(event.pnl), fields: Object.fromEntries(fields) };
}

const STRANGER = 'words from outside';

/** Facts as a proposal may repeat them: where an event tells in a stranger's words, these are not among them. */
export function spokenFacts(facts: RuleFacts): RuleFacts {
  const { fields } = facts;
  if (typeof fields !== 'object' || fields === null || !('trust' in fields) || fields.trust !== 'untrusted')
    return facts;
  const told = { ...fields, source: STRANGER };
  // A title that names no token as it was written is our own.
  return 'token' in fields
    ? { ...facts, title: STRANGER, summary: STRANGER, fields: { ...told, token: STRANGER } }
    : { ...facts, fields: told };
}

const asNumber = (value: unknown): unknown => (typeof value === 'string' && NUMBER.test(value) ? Number(value) : value);

/** The books as conditions see them: USD and fractions as numbers. */
export function factsOfBooks(books: Portfolio): RuleFacts {
  const equityUsd = books.equityUsd.toNumber();
  const exposureUsd = books.exposureUsd.toNumber();
  return {
    portfolio: {
      openPositions: books.openPositions,
      equityUsd,
      cashUsd: books.cashUsd.toNumber(),
      exposureUsd,
      exposurePct: equityUsd > 0 ? exposureUsd / equityUsd : 0,
      drawdown: books.drawdown,
      dayPnlUsd: books.dayPnlUsd.toNumber(),
      unrealizedPnlUsd: books.unrealizedPnl.toNumber(),
      wins: books.wins,
      losses: books.losses,
    },
  };
}

/** Names that a condition may ask the books for. */
export const bookFacts: readonly string[] = [
  'openPositions',
  'equityUsd',
  'cashUsd',
  'exposureUsd',
  'exposurePct',
  'drawdown',
  'dayPnlUsd',
  'unrealizedPnlUsd',
  'wins',
  'losses',
].map((name) => `portfolio.${name}`);

/** Names that a condition may ask any event for, besides its kind's own `fields`. */
export const eventFacts: readonly string[] = [
  'id',
  'agentId',
  'kind',
  'title',
  'summary',
  'tags',
  'tradeId',
  'pnl',
  'instrumentId',
  'proposalId',
  'missionId',
  'causeEventId',
  'depth',
  'occurredAt',
];
