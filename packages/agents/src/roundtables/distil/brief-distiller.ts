import { policiesNow } from '@atc/core/company/policies';
import { readTogether } from '@atc/core/kernel/db';
import { DAY_MS } from '@atc/core/kernel/time';
import type { AgentContext } from '../../context/index.ts';
import type { DistilBriefing } from '../../minds/index.ts';
import type { DistilTurn } from '../turns/index.ts';
import { type LeftOpen, leftOpen } from './convene-debate.ts';
import { type Option, options } from './options.ts';
import { heldResults, postedOfSince, recordSince, saidIn, tradesSince } from './store.ts';
import { readChoices, readPauses, type StrategyChoices } from './strategy-choices.ts';
import { verdictSchema } from './verdict-schema.ts';

const TRADES = 10;

export interface Briefed {
  readonly briefing: DistilBriefing;
  /** Text from outside could have been spoken of; what is learned from it stays labelled so. */
  readonly trust: 'trusted' | 'untrusted';
  /** What may be asked for. */
  readonly options: readonly Option[];
  /** What its speakers differed on. */
  readonly open: LeftOpen;
}

/** What may be learned from a conversation: what was said, and what the books say of what it was about. */
export async function briefDistiller(ctx: AgentContext, turn: DistilTurn): Promise<Briefed> {
  const now = ctx.clock.now();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { said, trades, held, record, posted, ...open } = await readTogether(ctx.db, {
    said: saidIn(turn.roundtableId),
    trades: tradesSince(ago(7), TRADES),
    held: heldResults,
    record: recordSince(ago(30)),
    policies: policiesNow,
    ...leftOpen(turn, now),
    posted: postedOfSince(new Date(turn.convenedAt.getTime() - DAY_MS)),
  });
  const listed = open.policies.values.universe?.contracts ?? [];
  const tokens = ctx.market.contracts().flatMap(({ contract, symbol }) => (listed.includes(contract) ? [symbol] : []));
  const named = new Set(said.flatMap(({ text }) => text.toUpperCase().split(/[^A-Z0-9]+/)));
  const tainted = said.some(({ trust }) => trust === 'untrusted');
  const outside = turn.outside || tainted || tokens.some((symbol) => named.has(symbol) && posted.has(symbol));
  const { options: offered, standings } = await choicesAt(ctx, turn.format);
  const verdict = verdictSchema.safeParse(turn.verdict).data ?? null;
  return {
    trust: outside ? 'untrusted' : 'trusted',
    options: offered,
    open,
    briefing: {
      key: `${turn.format}|${turn.topic}|${turn.convenedAt.toISOString()}`,
      trace: `roundtable:${turn.roundtableId}`,
      format: turn.format,
      topic: turn.topic,
      at: now.toISOString(),
      participants: [...turn.participants],
      ...{ said: [...said], trades: [...trades], held: [...held], record, tokens, verdict },
      ...(standings ? { strategies: standings } : {}),
      options: offered.map(({ id, says }) => ({ id, says })),
    },
  };
}

/**
 * What a conversation may ask for. A strategy session and a post-mortem end in decisions on strategies and in nothing
 * else: the one may test, propose and hold back, the other only hold back what brings less than expected.
 */
async function choicesAt(ctx: AgentContext, format: DistilTurn['format']): Promise<StrategyChoices> {
  if (format === 'strategy_session') return readChoices(ctx);
  return format === 'post_mortem' ? readPauses(ctx) : { options, standings: null };
}
