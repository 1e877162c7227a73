import { capKeys } from '@atc/core/desk/caps';
import { HELD } from '@atc/core/desk/states';
import { Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';
import { debateTerms } from '@atc/core/loop/reviews';
import type { CoolPair, Dispute } from './open-question.ts';

/** The claims of a conversation that were disputed, the latest first. */
export function disputesIn(roundtableId: string): Reading<readonly Dispute[]> {
  return rowsOf(Prisma.sql`
    SELECT t.agent_id::text AS "agentId", c.agent_id::text AS "to", c.content #>> '{claim,about,name}' AS about,
           c.content #>> '{claim,about,kind}' AS kind, c.content #>> '{claim,figure}' AS figure
    FROM ops_roundtable_turns t JOIN ops_roundtable_turns c
      ON c.roundtable_id = t.roundtable_id AND c.content #>> '{claim,id}' = t.content #>> '{answer,to}'
    WHERE t.roundtable_id = ${roundtableId}::uuid AND t.state = 'done' AND t.content #>> '{answer,kind}' = 'disputes'
      ORDER BY t.turn_no DESC`);
}

/** Pairs whose affinity is low enough for a debate. */
export const coolPairsNow = rowsOf<CoolPair>(Prisma.sql`
  SELECT agent_a::text AS "agentA", agent_b::text AS "agentB" FROM ops_agent_relationships
  WHERE affinity < ${debateTerms.lowAffinity}::float8`);

/** Symbols of positions that are open, and of trades that are proposed and not decided. */
export const undecidedNow: Reading<ReadonlySet<string>> = reading(
  Prisma.sql`
    SELECT i.symbol FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id WHERE p.status IN ${HELD}
    UNION
    SELECT i.symbol FROM ops_trading_proposals p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.status = 'pending'`,
  (rows: readonly { symbol: string }[]) => new Set(rows.map(({ symbol }) => symbol)),
);

type UsedOn = { readonly key: string; readonly used: number };

/** Returns how many conversations each of these days has used of those that no format holds. */
export function conversationsOn(days: readonly string[]): Reading<ReadonlyMap<string, number>> {
  const keys = new Map(days.map((day) => [capKeys.otherConversations(day), day]));
  const usage = Prisma.sql`
    SELECT key, used::float8 AS used FROM ops_cap_usage WHERE key = ANY(${[...keys.keys()]}::text[])`;
  return reading(usage, (rows: readonly UsedOn[]) => new Map(rows.map(({ key, used }) => [keys.get(key) ?? '', used])));
}
