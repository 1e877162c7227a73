import { type EventDraft, emitEvent } from '@atc/core/company/events';
import type { Budgeted } from '@atc/core/company/runs';
import { sayCount } from '@atc/core/kernel/figures';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { LoopContext } from '@atc/core/loop';
import { growVoice, sameVoice } from './growth.ts';
import { type Grown, sayModifier } from './modifier.ts';
import { type GrowingAgent, type KnownVoices, knowVoices, listGrowing, saveVoice } from './store.ts';

const REST_MS = 6 * HOUR_MS;

const restedSince = (at: Date) => new Date(at.getTime() - REST_MS);

/** What `evolveVoices` decides by at a company time, as one row: while `voices` stays the same, no voice changes. */
export const voicesAt = (at: Date, known: KnownVoices) => knowVoices(restedSince(at), known);

/**
 * Lets the agents' voices follow what they remember; none changes more often than every six hours of company time.
 * Returns how many did.
 */
export async function evolveVoices(ctx: LoopContext, beat: Budgeted): Promise<number> {
  const at = ctx.clock.now();
  let changed = 0;
  for (const agent of await listGrowing(beat.db, restedSince(at))) {
    if (beat.signal.aborted) break;
    const grown = growVoice(agent.counts);
    const voice = grown.map(({ modifier }) => modifier);
    if (sameVoice(voice, agent.voice)) continue;
    await beat.write(async (tx) => {
      await saveVoice(tx, { agentId: agent.agentId, grown, at });
      await emitEvent(ctx, tx, telling(agent, grown));
    });
    changed += 1;
  }
  return changed;
}

function telling({ agentId, voice }: GrowingAgent, grown: readonly Grown[]): EventDraft<'voice.changed'> {
  const now = grown.map(({ modifier }) => sayModifier(modifier));
  const why = grown.map(({ modifier, count }) => `${sayModifier(modifier)}: ${sayCount(count, 'memory', 'memories')}`);
  return {
    agentId,
    kind: 'voice.changed',
    title: `${agentId.toUpperCase()} sounds ${now.length > 0 ? now.join(', ') : 'as in the beginning'}`,
    summary: why.length > 0 ? `${why.join('; ')}.` : 'What it remembered before is gone.',
    fields: { modifiers: now, before: voice.map(sayModifier) },
  };
}
