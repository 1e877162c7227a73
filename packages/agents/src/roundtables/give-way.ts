import type { Tx } from '@atc/core/kernel/db';
import type { AgentContext } from '../context/index.ts';
import { endRoundtable } from './store.ts';
import { holdTurn, type SaidTurn } from './turns/index.ts';

/** Ends a conversation whose proposal was decided while it went on; `lost` when the turn is another worker's by now. */
export async function giveWay(ctx: AgentContext, tx: Tx, turn: SaidTurn): Promise<'overtaken' | 'lost'> {
  if (!(await holdTurn(tx, turn))) return 'lost';
  await endRoundtable(tx, turn.roundtableId, {
    verdict: { outcome: 'overtaken', reason: `the proposal was ${turn.proposalStatus} before the table had decided` },
    at: ctx.clock.now(),
  });
  return 'overtaken';
}
