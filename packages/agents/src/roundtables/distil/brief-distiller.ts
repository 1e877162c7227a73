import { readPolicies } from '@atc/core/company/policies';
import type { AgentContext } from '../../context/index.ts';
import type { DistilBriefing } from '../../minds/index.ts';
import { options } from './options.ts';
import { type DistilTurn, hadOutsideText, listHeldResults, listSaid, listTrades, readRecordSince } from './store.ts';
import { verdictSchema } from './verdict-schema.ts';

const DAY_MS = 86_400_000;
const TRADES = 10;

export interface Briefed {
  readonly briefing: DistilBriefing;
  /** Text from outside could have been spoken of; what is learned from it stays labelled so. */
  readonly trust: 'trusted' | 'untrusted';
}

/** What may be learned from a conversation: what was said, and what the books say of what it was about. */
export async function briefDistiller(ctx: AgentContext, turn: DistilTurn): Promise<Briefed> {
  const now = ctx.clock.now();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const [said, trades, held, record, policies] = await Promise.all([
    listSaid(ctx.db, turn.roundtableId),
    listTrades(ctx.db, ago(7), TRADES),
    listHeldResults(ctx.db),
    readRecordSince(ctx.db, ago(30)),
    readPolicies(ctx.db),
  ]);
  const listed = policies.values.universe?.contracts ?? [];
  const tokens = ctx.market.contracts().flatMap(({ contract, symbol }) => (listed.includes(contract) ? [symbol] : []));
  const named = new Set(said.flatMap(({ text }) => text.toUpperCase().split(/[^A-Z0-9]+/)));
  const spoken = tokens.filter((symbol) => named.has(symbol));
  const tainted = said.some(({ trust }) => trust === 'untrusted');
  const outside =
    turn.outside || tainted || (await hadOutsideText(ctx.db, spoken, new Date(turn.convenedAt.getTime() - DAY_MS)));
  const verdict = verdictSchema.safeParse(turn.verdict).data ?? null;
  return {
    trust: outside ? 'untrusted' : 'trusted',
    briefing: {
      key: `${turn.format}|${turn.topic}|${turn.convenedAt.toISOString()}`,
      trace: `roundtable:${turn.roundtableId}`,
      format: turn.format,
      topic: turn.topic,
      at: now.toISOString(),
      participants: [...turn.participants],
      ...{ said, trades, held, record, tokens, verdict },
      options: options.map(({ id, says }) => ({ id, says })),
    },
  };
}
