import { inTransaction } from '@atc/core/kernel/db';
import type { AgentContext } from '../context/index.ts';
import { endRoundtable } from './store.ts';
import { holdTurn } from './turn-store.ts';

interface Overtaken {
  readonly id: string;
  readonly attempt: number;
  readonly roundtableId: string;
  readonly proposalStatus: string | null;
}

/** Ends a conversation whose proposal was decided while it went on; false when the turn is another worker's by now. */
export async function giveWay(ctx: AgentContext, turn: Overtaken): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    if (!(await holdTurn(tx, turn))) return false;
    await endRoundtable(tx, turn.roundtableId, {
      verdict: { outcome: 'overtaken', reason: `the proposal was ${turn.proposalStatus} before the table had decided` },
      at: ctx.clock.now(),
    });
    return true;
  });
}
