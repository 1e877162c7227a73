import type { AgentId } from '@atc/core/company/roster';
import type { Dice } from '@atc/core/kernel/dice';
import type { Mind, ReviewOpinion } from '../mind.ts';
import type { ReviewBriefing } from '../review.ts';
import { distilByRule } from './distil.ts';
import { atlasManner } from './speech/atlas.ts';
import { growthManner } from './speech/growth.ts';
import { habitsOf } from './speech/habits.ts';
import { intelManner } from './speech/intel.ts';
import type { Manner } from './speech/manner.ts';
import { observerManner } from './speech/observer.ts';
import { sageManner } from './speech/sage.ts';
import { scoutManner } from './speech/scout.ts';
import { talk } from './speech/speech.ts';
import { atlasVoice } from './voices/atlas.ts';
import { blindVoice } from './voices/blind.ts';
import { growthVoice } from './voices/growth.ts';
import { intelVoice } from './voices/intel.ts';
import { observerVoice } from './voices/observer.ts';
import { sageVoice } from './voices/sage.ts';
import { scoutVoice } from './voices/scout.ts';
import { argumentsOf, speak, type Talk, type Voice } from './voices/voice.ts';
import { judgeAsAtlas } from './votes/atlas.ts';
import { judgeBlind } from './votes/blind.ts';
import { judgeAsGrowth } from './votes/growth.ts';
import { judgeAsIntel } from './votes/intel.ts';
import type { Judgement } from './votes/judgement.ts';
import { isBlind } from './votes/judges.ts';
import { judgeAsObserver } from './votes/observer.ts';
import { judgeAsSage } from './votes/sage.ts';
import { judgeAsScout } from './votes/scout.ts';

/** How a persona reviews: its words, and what it can say for or against before. */
interface Reviewer {
  readonly review: (talk: Talk) => ReviewOpinion;
  readonly argue: (briefing: ReviewBriefing) => readonly string[];
}

function reviewer<Topic extends string>(
  voice: Voice<Topic>,
  judge: (briefing: ReviewBriefing) => Judgement<Topic>,
): Reviewer {
  return {
    review: (talk) =>
      isBlind(talk.briefing)
        ? speak(blindVoice, judgeBlind(talk.briefing), talk)
        : speak(voice, judge(talk.briefing), talk),
    argue: (briefing) =>
      isBlind(briefing)
        ? argumentsOf(blindVoice, judgeBlind(briefing), briefing)
        : argumentsOf(voice, judge(briefing), briefing),
  };
}

const reviewers = {
  atlas: reviewer(atlasVoice, judgeAsAtlas),
  sage: reviewer(sageVoice, judgeAsSage),
  scout: reviewer(scoutVoice, judgeAsScout),
  growth: reviewer(growthVoice, judgeAsGrowth),
  intel: reviewer(intelVoice, judgeAsIntel),
  observer: reviewer(observerVoice, judgeAsObserver),
} as const satisfies Record<AgentId, Reviewer>;

const manners = {
  atlas: atlasManner,
  sage: sageManner,
  scout: scoutManner,
  growth: growthManner,
  intel: intelManner,
  observer: observerManner,
} as const satisfies Record<AgentId, Manner>;

/**
 * A mind that needs no key and no network: its votes follow from the briefing's numbers, its phrasing from the dice.
 */
export function ruleMind(dice: Dice): Mind {
  return {
    name: 'rules',
    free: true,
    review: async (briefing, agent) =>
      reviewers[agent].review({
        briefing,
        roll: (point) => dice.roll(`review.${agent}.${point}`, briefing.key),
        habits: habitsOf(agent, briefing.voice),
      }),
    speak: async (briefing, agent) =>
      talk(manners[agent], {
        briefing,
        agent,
        roll: (point) => dice.roll(`speech.${agent}.${point}`, briefing.key),
        arguments: briefing.proposal ? reviewers[agent].argue(briefing.proposal) : [],
      }),
    distil: async (briefing) => ({ distillation: distilByRule(briefing) }),
  };
}
