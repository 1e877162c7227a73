import type { AgentId } from '@atc/core/company/roster';
import type { Dice } from '@atc/core/kernel/dice';
import type { Mind, ReviewOpinion } from '../mind.ts';
import { atlasManner } from './speech/atlas.ts';
import { growthManner } from './speech/growth.ts';
import { habitsOf } from './speech/habits.ts';
import { intelManner } from './speech/intel.ts';
import { observerManner } from './speech/observer.ts';
import { sageManner } from './speech/sage.ts';
import { scoutManner } from './speech/scout.ts';
import { type Manner, talk } from './speech/speech.ts';
import { atlasVoice } from './voices/atlas.ts';
import { growthVoice } from './voices/growth.ts';
import { intelVoice } from './voices/intel.ts';
import { observerVoice } from './voices/observer.ts';
import { sageVoice } from './voices/sage.ts';
import { scoutVoice } from './voices/scout.ts';
import { speak, type Talk } from './voices/voice.ts';
import { judgeAsAtlas } from './votes/atlas.ts';
import { judgeAsGrowth } from './votes/growth.ts';
import { judgeAsIntel } from './votes/intel.ts';
import { judgeAsObserver } from './votes/observer.ts';
import { judgeAsSage } from './votes/sage.ts';
import { judgeAsScout } from './votes/scout.ts';

const reviewers = {
  atlas: (talk) => speak(atlasVoice, judgeAsAtlas(talk.briefing), talk),
  sage: (talk) => speak(sageVoice, judgeAsSage(talk.briefing), talk),
  scout: (talk) => speak(scoutVoice, judgeAsScout(talk.briefing), talk),
  growth: (talk) => speak(growthVoice, judgeAsGrowth(talk.briefing), talk),
  intel: (talk) => speak(intelVoice, judgeAsIntel(talk.briefing), talk),
  observer: (talk) => speak(observerVoice, judgeAsObserver(talk.briefing), talk),
} as const satisfies Record<AgentId, (talk: Talk) => ReviewOpinion>;

const manners = {
  atlas: atlasManner,
  sage: sageManner,
  scout: scoutManner,
  growth: growthManner,
  intel: intelManner,
  observer: observerManner,
} as const satisfies Record<AgentId, Manner>;

/** A mind that needs no key and no network: its votes follow from the briefing's numbers, its phrasing from the dice. */
export function ruleMind(dice: Dice): Mind {
  return {
    name: 'rules',
    review: async (briefing, agent) =>
      reviewers[agent]({
        briefing,
        roll: (point) => dice.roll(`review.${agent}.${point}`, briefing.key),
        habits: habitsOf(agent, briefing.voice),
      }),
    speak: async (briefing, agent) =>
      talk(manners[agent], { briefing, agent, roll: (point) => dice.roll(`speech.${agent}.${point}`, briefing.key) }),
  };
}
