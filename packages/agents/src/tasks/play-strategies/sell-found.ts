import { HOUR_MS } from '@atc/core/kernel/time';
import { raiseExit } from '@atc/core/loop/proposals';
import type { FoundPosition } from '@atc/core/loop/strategies/play';
import type { AgentContext } from '../../context/index.ts';
import type { Looking } from './look.ts';

/** A position that its strategy sells now. */
export interface Sale {
  readonly position: FoundPosition;
  readonly why: string;
}

/** When a position has been held for as long as its strategy allows, UTC milliseconds; null without a limit. */
export function endOf({ openedAt, hours }: Pick<FoundPosition, 'openedAt' | 'hours'>): number | null {
  return openedAt === null || hours === null ? null : openedAt.getTime() + hours * HOUR_MS;
}

/** What a strategy sells of its open positions: whose time is up, and where its exit holds. */
export function salesOf({ found, playable, views }: Looking, now: number): readonly Sale[] {
  const { name, version } = playable;
  const leaves = new Set(views.flatMap(({ contract, exits }) => (exits ? [contract] : [])));
  return found
    .filter((one) => one.strategy === name && one.version === version && one.status === 'open')
    .flatMap((position): readonly Sale[] => {
      const end = endOf(position);
      if (end !== null && end <= now) return [{ position, why: `it is held for ${position.hours} hours at most` }];
      return leaves.has(position.contract) ? [{ position, why: 'its exit holds' }] : [];
    });
}

/** Proposes the sale of a position for its strategy; the same bar proposes it once. */
export async function sellFound(ctx: AgentContext, looking: Looking, { position, why }: Sale): Promise<void> {
  const { playable, request, closedAt } = looking;
  const by = `${playable.name}@${playable.version}`;
  await raiseExit(ctx, {
    positionId: position.id,
    reason: 'signal',
    by: 'INTEL',
    origin: request.origin,
    key: `${by}:${closedAt}:${why}`,
    says: { words: `${by} sells`, sentence: `The strategy ${by} sells what it found: ${why}` },
    depth: request.depth + 1,
  });
}
