import { useState } from 'react';
import { playedOf } from '../../figures/floor/pace.ts';
import { useSteadyNow } from '../../parts/now.ts';
import { useRead } from '../../server/reads.ts';

const TABLES = { query: { limit: 5 } } as const;
const TICK_MS = 250;

/** A conversation as far as it is read. */
export interface PlayedTable {
  readonly id: string;
  readonly topic: string;
  readonly participants: readonly string[];
  readonly isRunning: boolean;
  /** What was said up to now, as far as it is read. */
  readonly said: readonly { readonly no: number; readonly agentId: string; readonly text: string }[];
  /** Whether all of it was read. */
  readonly isOver: boolean;
  skip(): void;
}

/** The conversation that is shown: one that ended in one go is played at reading pace, and then makes room. */
export function useTable(): PlayedTable | null {
  const { data: tables } = useRead('GET /api/roundtables', TABLES);
  const now = useSteadyNow(TICK_MS);
  const [shown, setShown] = useState<{ readonly id: string; readonly since: number } | null>(null);
  const newest = tables?.items.find(({ status }) => status !== 'pending' && status !== 'failed');
  const id = shown?.id ?? newest?.id ?? '';
  const { data: table } = useRead('GET /api/roundtables/{id}', { params: { id } }, { when: id !== '' });
  if (newest && !shown) setShown({ id: newest.id, since: now });
  if (!table || !shown || table.id !== shown.id) return null;
  const turns = table.turns.flatMap(({ turnNo, agentId, text }) =>
    text === null ? [] : [{ no: turnNo, agentId: agentId ?? '', text }],
  );
  const { at, isOver } = playedOf(
    turns.map(({ text }) => text),
    now - shown.since,
  );
  if (isOver && newest && newest.id !== shown.id) setShown({ id: newest.id, since: now });
  const { topic, participants, status } = table;
  return {
    ...{ id: table.id, topic, participants, isOver },
    isRunning: status === 'running',
    said: turns.slice(0, at + 1),
    skip: () => setShown({ id: table.id, since: Number.NEGATIVE_INFINITY }),
  };
}
