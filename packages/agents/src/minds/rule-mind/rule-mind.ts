import type { AgentId } from '@atc/core/company/roster';
import type { Dice } from '@atc/core/kernel/dice';
import type { Mind, ReviewOpinion } from '../mind.ts';
import type { ReviewBriefing } from '../review.ts';
import { judgeAsAtlas } from './votes/atlas.ts';
import { judgeAsGrowth } from './votes/growth.ts';
import { judgeAsIntel } from './votes/intel.ts';
import { judgeAsObserver } from './votes/observer.ts';
import { judgeAsSage } from './votes/sage.ts';
import { judgeAsScout } from './votes/scout.ts';
import { atlasVoice } from './voices/atlas.ts';
import { growthVoice } from './voices/growth.ts';
import { intelVoice } from './voices/intel.ts';
import { observerVoice } from './voices/observer.ts';
import { sageVoice } from './voices/sage.ts';
import { scoutVoice } from './voices/scout.ts';
import { type Roll, speak } from './voices/voice.ts';

interface Talk {
  readonly briefing: ReviewBriefing;
  readonly roll: Roll;
}

const leaving = ({ plan }: ReviewBriefing): boolean => plan.action === 'exit' || plan.action === 'scale_down';

const reviewers = {
  atlas: (talk) => speak(atlasVoice, judgeAsAtlas(talk.briefing), leaving(talk.briefing) ? 'done' : 'clear', talk),
  sage: (talk) => speak(sageVoice, judgeAsSage(talk.briefing), leaving(talk.briefing) ? 'safer' : 'clear', talk),
  scout: (talk) => speak(scoutVoice, judgeAsScout(talk.briefing), leaving(talk.briefing) ? 'exit_path' : 'clear', talk),
  growth: (talk) => speak(growthVoice, judgeAsGrowth(talk.briefing), 'clear', talk),
  intel: (talk) => speak(intelVoice, judgeAsIntel(talk.briefing), 'clear', talk),
  observer: (talk) => speak(observerVoice, judgeAsObserver(talk.briefing), 'clear', talk),
} as const satisfies Record<AgentId, (talk: Talk) => ReviewOpinion>;

/** A mind that needs no key and no network: its votes follow from the briefing's numbers, its phrasing from the dice. */
export function ruleMind(dice: Dice): Mind {
  return {
    name: 'rules',
    review: async (briefing, agent) => reviewers[agent]({ briefing, roll: (point) => dice.roll(`review.${agent}.${point}`, briefing.key) }),
  };
}
