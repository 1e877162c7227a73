import { emitEvent } from '@atc/core/company/events';
import type { AgentId } from '@atc/core/company/roster';
import type { KernelContext } from '@atc/core/kernel';
import { inTransaction } from '@atc/core/kernel/db';
import { cut, plainText } from '@atc/core/kernel/text';
import { HOUR_MS } from '@atc/core/kernel/time';
import { z } from 'zod';
import { askModel, type ModelContext, openAnswerRoom, openModelBreaker, openModelClient } from '../../llm/index.ts';
import { personas } from '../../personas/index.ts';
import { brokenBan } from '../ban.ts';
import { type DistilBriefing, distillation } from '../distillation.ts';
import { faultOfIdea, type IdeaBriefing, imagined } from '../idea.ts';
import type { Distilled, Imagined, Mind, ReviewOpinion, Speech } from '../mind.ts';
import type { ReviewBriefing } from '../review.ts';
import type { TalkBriefing } from '../talk.ts';
import { toDistil, toImagine, toReview, toSpeak } from './instructions.ts';
import { faultOf, plain, shownOf, taintOf } from './words.ts';

type OpeningContext = Pick<KernelContext, 'db' | 'clock' | 'config' | 'queues'>;

interface MindContext extends OpeningContext {
  readonly model: ModelContext;
  /** Speaks where the model does not. */
  readonly rules: Mind;
  /** When an agent last said that it fell back, and why. */
  readonly told: Map<string, number>;
}

const NO_FORECAST = 0.5;
const REVIEW_TEMPERATURE = 0.3;
/** A review's turn is another worker's after its lease; the rules have the rest of it. */
const REVIEW_MS = 12_000;
/** Tokens of an answer: a few sentences, or six memories. */
const SPEECH_TOKENS = 400;
const DISTIL_TOKENS = 1200;
const LONGEST = 600;
const SAY_AGAIN_MS = HOUR_MS;
const DEFAULT_MODEL = 'gpt-4.1-mini';

const opinion = z.strictObject({
  text: z.string().min(1).max(LONGEST),
  vote: z.enum(['approve', 'reject', 'abstain']),
  probability: z.number().min(0).max(1),
  reason: z.string().min(1).max(300),
});
const speech = z.strictObject({ text: z.string().min(1).max(LONGEST) });

/**
 * A mind that asks a language model, in the persona's voice, and takes only what it can check: the right form, and no
 * number that the briefing does not hold. Where that fails, the budget is spent or the server does not answer, the
 * rules speak instead, and it is said so.
 */
export function openaiMind(ctx: OpeningContext, rules: Mind): Mind {
  const { mind } = ctx.config;
  const model: ModelContext = {
    db: ctx.db,
    clock: ctx.clock,
    client: openModelClient(mind),
    breaker: openModelBreaker(),
    room: openAnswerRoom(),
    dailyTokens: mind.dailyTokens,
    dailyUsd: mind.dailyUsd,
    keepText: mind.keepText,
    replay: mind.replay,
  };
  const own: MindContext = { ...ctx, model, rules, told: new Map() };
  return {
    name: 'openai',
    free: false,
    review: (briefing, agent) => review(own, briefing, agent),
    write: (briefing, agent) => rules.write(briefing, agent),
    speak: (briefing, agent, signal) => speak(own, { briefing, agent, signal }),
    distil: (briefing, agent, signal) => distil(own, { briefing, agent, signal }),
    imagine: (briefing, agent, signal) => imagine(own, { briefing, agent, signal }),
  };
}

async function review(ctx: MindContext, briefing: ReviewBriefing, agent: AgentId): Promise<ReviewOpinion> {
  const shown = shownOf(briefing);
  const told = await askModel(ctx.model, {
    agentId: agent,
    purpose: 'review',
    subjectId: briefing.key,
    trace: briefing.trace ?? null,
    model: modelOf(ctx, agent),
    temperature: REVIEW_TEMPERATURE,
    system: toReview(agent, briefing),
    data: shown,
    name: 'review',
    answer: opinion,
    // How sure it is, is its own to say.
    faultOf: ({ text, reason, vote, probability }) =>
      brokenBan(agent, vote, briefing) ?? faultOf([text, reason], { ...shown, probability }),
    mostTokens: SPEECH_TOKENS,
    signal: AbortSignal.timeout(REVIEW_MS),
  });
  if (told.ok) return { ...inPlainWords(told.value), ...taintOf(briefing.said) };
  await sayFallback(ctx, agent, told.why);
  return { ...(await ctx.rules.review(briefing, agent)), mind: ctx.rules.name };
}

interface Turn {
  readonly briefing: TalkBriefing;
  readonly agent: AgentId;
  readonly signal: AbortSignal;
}

async function speak(ctx: MindContext, { briefing, agent, signal }: Turn): Promise<Speech> {
  const { proposal } = briefing;
  const shown = { ...shownOf(briefing), ...(proposal ? { proposal: shownOf(proposal) } : {}) };
  const told = await askModel(ctx.model, {
    agentId: agent,
    purpose: briefing.format,
    subjectId: briefing.key,
    trace: briefing.trace ?? null,
    model: modelOf(ctx, agent),
    temperature: briefing.temperature,
    system: toSpeak(agent, briefing),
    data: shown,
    name: 'speech',
    answer: speech,
    faultOf: ({ text }) => faultOf([text], { ...shown, outside: undefined }),
    mostTokens: SPEECH_TOKENS,
    signal,
  });
  if (told.ok) {
    const text = plain(told.value.text);
    const trust = taintOf([...briefing.heard, ...(briefing.outside ?? []), ...(proposal?.said ?? [])]);
    return { text, ...trust };
  }
  await sayFallback(ctx, agent, told.why);
  return { ...(await ctx.rules.speak(briefing, agent, signal)), mind: ctx.rules.name };
}

interface Distilling {
  readonly briefing: DistilBriefing;
  readonly agent: AgentId;
  readonly signal: AbortSignal;
}

const DISTIL_TEMPERATURE = 0.2;

async function distil(ctx: MindContext, { briefing, agent, signal }: Distilling): Promise<Distilled> {
  const shown = shownOf(briefing);
  const told = await askModel(ctx.model, {
    agentId: agent,
    purpose: 'distil',
    subjectId: briefing.key,
    trace: briefing.trace ?? null,
    model: modelOf(ctx, agent),
    temperature: DISTIL_TEMPERATURE,
    system: toDistil(agent),
    data: shown,
    name: 'distillation',
    answer: distillation,
    faultOf: ({ memories }) =>
      faultOf(
        memories.map(({ content }) => content),
        shown,
      ),
    mostTokens: DISTIL_TOKENS,
    signal,
  });
  if (told.ok) return { distillation: told.value };
  await sayFallback(ctx, agent, told.why);
  return { ...(await ctx.rules.distil(briefing, agent, signal)), mind: ctx.rules.name };
}

interface Imagining {
  readonly briefing: IdeaBriefing;
  readonly agent: AgentId;
  readonly signal: AbortSignal;
}

const IMAGINE_TEMPERATURE = 0.5;

async function imagine(ctx: MindContext, { briefing, agent, signal }: Imagining): Promise<Imagined> {
  const shown = shownOf(briefing);
  const told = await askModel(ctx.model, {
    agentId: agent,
    purpose: 'imagine',
    subjectId: briefing.key,
    trace: null,
    model: modelOf(ctx, agent),
    temperature: IMAGINE_TEMPERATURE,
    system: toImagine(agent),
    data: shown,
    name: 'idea',
    answer: imagined,
    faultOf: ({ idea }) => idea && (faultOfIdea(idea, briefing) ?? faultOf([idea.why], shown)),
    mostTokens: SPEECH_TOKENS,
    signal,
  });
  if (told.ok) {
    const { idea } = told.value;
    return { idea: idea && { ...idea, why: plain(idea.why) } };
  }
  await sayFallback(ctx, agent, told.why);
  return { ...(await ctx.rules.imagine(briefing, agent, signal)), mind: ctx.rules.name };
}

/** An opinion as it is said; who abstains forecasts nothing. */
function inPlainWords({ vote, probability, text, reason }: z.infer<typeof opinion>): ReviewOpinion {
  const sure = vote === 'abstain' ? NO_FORECAST : probability;
  return { text: plain(text), vote, probability: sure, reason: plain(reason) };
}

const modelOf = ({ config }: MindContext, agent: AgentId) =>
  config.mind.models[agent] ?? config.mind.model ?? DEFAULT_MODEL;

/** Says that the rules speak for an agent, once an hour for the same reason. */
async function sayFallback(ctx: MindContext, agent: AgentId, fault: string): Promise<void> {
  // What fell back when it was recorded was told then.
  if (ctx.model.replay) return;
  const why = plainText(fault, 300);
  const key = `${agent} ${why.split(':')[0]}`;
  const now = ctx.clock.machineNow().getTime();
  if (now - (ctx.told.get(key) ?? 0) < SAY_AGAIN_MS) return;
  ctx.told.set(key, now);
  const { name } = personas[agent];
  await inTransaction(ctx.db, (tx) =>
    emitEvent(ctx, tx, {
      agentId: agent,
      kind: 'mind.fell_back',
      title: `${name} speaks by rule: ${cut(why, 120)}`,
      summary: 'The language model did not give an answer that could be used; the rules speak until it does.',
      fields: { why },
    }),
  );
}
