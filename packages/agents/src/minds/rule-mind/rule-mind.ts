import type { AgentId } from '@atc/core/company/roster';
import type { Dice } from '@atc/core/kernel/dice';
import type { Mind, ReviewOpinion } from '../mind.ts';
import type { ReviewBriefing } from '../review.ts';
import { distilByRule } from './distil.ts';
import { imagineByRule } from './imagine.ts';
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
import { bannedTopics, blindVoice } from './voices/blind.ts';
import { growthVoice } from './voices/growth.ts';
import { intelVoice } from './voices/intel.ts';
import { observerVoice } from './voices/observer.ts';
import { sageVoice } from './voices/sage.ts';
import { scoutVoice } from './voices/scout.ts';
import { argumentsOf, speak, type Talk, type Voice } from './voices/voice.ts';
import { type BannedTopic, isBanned, judgeBanned, judgeBlind } from './votes/blind.ts';
import type { Judgement } from './votes/judgement.ts';
import { isBlind } from './votes/judges.ts';
import { judgeAsAtlas } from './votes/rules/atlas.ts';
import { judgeAsGrowth } from './votes/rules/growth.ts';
import { judgeAsIntel } from './votes/rules/intel.ts';
import { judgeAsObserver } from './votes/rules/observer.ts';
import { judgeAsSage } from './votes/rules/sage.ts';
import { judgeAsScout } from './votes/rules/scout.ts';

/** How a persona reviews: its words, and what it can say for or against before. */
interface Reviewer {
  readonly review: (talk: Talk) => ReviewOpinion;
  readonly argue: (briefing: ReviewBriefing) => readonly string[];
}

function reviewer<Topic extends string>(
  agent: AgentId,
  voice: Voice<Topic>,
  judge: (briefing: ReviewBriefing) => Judgement<Topic>,
): Reviewer {
  const banned: Voice<BannedTopic> = {
    ...{ opening: voice.opening, closing: voice.closing, topics: bannedTopics },
    clear: { adding: 'no_stop', leaving: 'no_stop' },
  };
  const by = (briefing: ReviewBriefing): Judged => {
    if (isBlind(briefing)) return judgedBy(blindVoice, judgeBlind(briefing));
    return isBanned(agent, briefing) ? judgedBy(banned, judgeBanned(agent)) : judgedBy(voice, judge(briefing));
  };
  return {
    review: (talk) => by(talk.briefing).speak(talk),
    argue: (briefing) => by(briefing).argue(briefing),
  };
}

/** A judgement with the voice that puts it into words. */
interface Judged {
  readonly speak: (talk: Talk) => ReviewOpinion;
  readonly argue: (briefing: ReviewBriefing) => readonly string[];
}

function judgedBy<Topic extends string>(voice: Voice<Topic>, judgement: Judgement<Topic>): Judged {
  return {
    speak: (talk) => speak(voice, judgement, talk),
    argue: (briefing) => argumentsOf(voice, judgement, briefing),
  };
}

const reviewers = {
  atlas: reviewer('atlas', atlasVoice, judgeAsAtlas),
  sage: reviewer('sage', sageVoice, judgeAsSage),
  scout: reviewer('scout', scoutVoice, judgeAsScout),
  growth: reviewer('growth', growthVoice, judgeAsGrowth),
  intel: reviewer('intel', intelVoice, judgeAsIntel),
  observer: reviewer('observer', observerVoice, judgeAsObserver),
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
  const review = (briefing: ReviewBriefing, agent: AgentId): ReviewOpinion =>
    reviewers[agent].review({
      briefing,
      roll: (point) => dice.roll(`review.${agent}.${point}`, briefing.key),
      habits: habitsOf(agent, briefing.voice),
    });
  return {
    name: 'rules',
    free: true,
    review: async (briefing, agent) => review(briefing, agent),
    write: review,
    speak: async (briefing, agent) =>
      talk(manners[agent], {
        briefing,
        agent,
        roll: (point) => dice.roll(`speech.${agent}.${point}`, briefing.key),
        arguments: briefing.proposal ? reviewers[agent].argue(briefing.proposal) : [],
      }),
    distil: async (briefing) => ({ distillation: distilByRule(briefing) }),
    imagine: async (briefing) => ({ idea: imagineByRule(briefing) }),
  };
}
