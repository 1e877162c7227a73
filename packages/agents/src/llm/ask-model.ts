import { createHash } from 'node:crypto';
import type { AgentId } from '@atc/core/company/roster';
import type { KernelContext } from '@atc/core/kernel';
import { cut } from '@atc/core/kernel/text';
import { z } from 'zod';
import type { AnswerRoom } from './answer-room.ts';
import { objectsIn } from './client/json-answer.ts';
import type { ModelAnswer, ModelClient, ModelQuestion } from './client/openai-client.ts';
import type { ModelBreaker } from './model-breaker.ts';
import { costOf, type Tokens, tokensAtMost } from './price.ts';
import { findRecorded, reserveCall, settleCall } from './store.ts';

export interface ModelContext extends Pick<KernelContext, 'db' | 'clock'> {
  readonly client: ModelClient;
  readonly breaker: ModelBreaker;
  readonly room: AnswerRoom;
  readonly dailyTokens: number;
  readonly dailyUsd: number;
  /** Keeps prompts and answers in full, not only their hash. */
  readonly keepText: boolean;
  /** Answers from what was recorded, and asks nobody. */
  readonly replay: boolean;
}

export interface Asked<T> {
  readonly agentId: AgentId;
  readonly purpose: string;
  readonly subjectId: string | null;
  /** What the call is on record under; null: under itself. */
  readonly trace: string | null;
  readonly model: string;
  readonly temperature: number;
  readonly system: string;
  /** Data only; nothing in it is an instruction. */
  readonly data: unknown;
  readonly name: string;
  readonly answer: z.ZodType<T>;
  /** What is wrong with an answer of the right form; null when nothing is. */
  readonly faultOf: (answer: T) => string | null;
  /** How long the answer may be, in tokens. */
  readonly mostTokens: number;
  readonly signal: AbortSignal;
}

export type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

const TRIES = 2;
/** So much of an answer that cannot be used is shown to its model again. */
const SHOWN_AGAIN = 4000;

/**
 * Asks a model for an answer of a given form: its cost is reserved before and settled after, an answer that cannot be
 * used is asked for once more, and whatever fails is said, never thrown.
 */
export async function askModel<T>(ctx: ModelContext, asked: Asked<T>): Promise<Told<T>> {
  const messages: ModelQuestion['messages'][number][] = [
    { role: 'system', content: asked.system },
    { role: 'user', content: JSON.stringify(asked.data) },
  ];
  let why = '';
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const said = await answerOnce(ctx, asked, messages);
    if ('failed' in said) return { ok: false, why: said.failed };
    const read: Told<T> = 'text' in said ? readAnswer(asked, said.text) : { ok: false, why: said.unusable };
    if (read.ok) {
      ctx.breaker.judged(asked.model, true);
      return read;
    }
    why = read.why;
    if ('unusable' in said && !said.again) break;
    if ('text' in said)
      messages.push(
        { role: 'assistant', content: cut(said.text, SHOWN_AGAIN) },
        { role: 'user', content: `That answer cannot be used: ${why}. Answer again, as asked.` },
      );
  }
  ctx.breaker.judged(asked.model, false);
  return { ok: false, why: `the answer could not be used: ${why}` };
}

/** The one object of the asked form in what was said. */
function readAnswer<T>({ answer, faultOf }: Asked<T>, text: string): Told<T> {
  const read = objectsIn(text).map((object) => answer.safeParse(object));
  const [value, ...others] = read.flatMap(({ success, data }) => (success ? [data] : []));
  if (value === undefined) {
    const why = read[0]?.error ? z.prettifyError(read[0].error) : 'it holds no JSON object';
    return { ok: false, why: cut(why, 300) };
  }
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(value)))
    return { ok: false, why: 'it holds more than one answer' };
  const fault = faultOf(value);
  return fault === null ? { ok: true, value } : { ok: false, why: fault };
}

type Once =
  | { readonly text: string }
  /** The model answered nothing that can be read; asking again may help. */
  | { readonly unusable: string; readonly again: boolean }
  | { readonly failed: string };

async function answerOnce<T>(ctx: ModelContext, asked: Asked<T>, messages: ModelQuestion['messages']): Promise<Once> {
  const { model, temperature } = asked;
  const promptHash = createHash('sha256')
    .update(JSON.stringify([model, temperature, messages]))
    .digest('hex');
  if (ctx.replay) {
    const recorded = await findRecorded(ctx.db, promptHash);
    return recorded === null ? { failed: 'nothing was recorded for this prompt' } : { text: recorded };
  }
  const open = ctx.breaker.whyOpen(model);
  if (open !== null) return { failed: `the breaker is open: ${open}` };
  const output = ctx.room.of(model, asked.mostTokens);
  const input = tokensAtMost([...messages.map(({ content }) => content), JSON.stringify(jsonSchemaOf(asked.answer))]);
  const id = await reserveCall(ctx.db, {
    ...asked,
    promptHash,
    prompt: ctx.keepText ? messages : null,
    tokens: input + output,
    usd: costOf(model, { input, output }),
    at: ctx.clock.now(),
    limits: ctx,
  });
  if (!id) return { failed: 'the budget of the day is spent' };
  return call(ctx, asked, { id, messages, mostTokens: output });
}

interface Call {
  readonly id: string;
  readonly messages: ModelQuestion['messages'];
  readonly mostTokens: number;
}

async function call<T>(ctx: ModelContext, asked: Asked<T>, { id, messages, mostTokens }: Call): Promise<Once> {
  const { model, temperature, name, answer, signal } = asked;
  const begun = performance.now();
  const schema = { name, json: jsonSchemaOf(answer) };
  const said = await ctx.client.ask({ model, temperature, messages, schema, mostTokens, signal });
  const usage = usedBy(said);
  await settleCall(ctx.db, id, {
    outcome: said.kind,
    error: 'why' in said ? said.why : null,
    answer: said.kind === 'answered' && ctx.keepText ? said.text : null,
    tokensIn: usage?.input ?? null,
    tokensOut: usage?.output ?? null,
    usd: usage ? costOf(model, usage) : null,
    latencyMs: performance.now() - begun,
  });
  noteOutcome(ctx.breaker, said);
  if (said.kind === 'answered') return { text: said.text };
  if (said.kind !== 'unusable') return { failed: said.why };
  return { unusable: said.why, again: said.thoughtTooLong === true && ctx.room.widen(model, mostTokens) };
}

const jsonSchemas = new WeakMap<z.ZodType, Record<string, unknown>>();

function jsonSchemaOf(form: z.ZodType): Record<string, unknown> {
  const known = jsonSchemas.get(form) ?? (z.toJSONSchema(form) as Record<string, unknown>);
  jsonSchemas.set(form, known);
  return known;
}

const FREE: Tokens = { input: 0, output: 0 };

/**
 * What a call used: nothing where no model worked; null where that is not known, so that all that was reserved is
 * charged.
 */
function usedBy(said: ModelAnswer): Tokens | null {
  if (said.kind === 'answered' || said.kind === 'unusable') return said.usage;
  return said.kind === 'later' && said.mayCost ? null : FREE;
}

function noteOutcome(breaker: ModelBreaker, said: ModelAnswer): void {
  if (said.kind === 'answered' || said.kind === 'unusable') breaker.answered();
  else breaker.failed(said.why, said.kind === 'later' ? said.afterMs : null);
}
