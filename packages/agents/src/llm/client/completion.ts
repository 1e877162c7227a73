import { storable } from '@atc/core/kernel/text';
import { z } from 'zod';
import type { ModelFailure } from './failure.ts';
import { withoutThoughts } from './json-answer.ts';

/** What a call used, in tokens. */
export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** What came back from a model, as far as it can be used. */
export type ReadCompletion =
  | { readonly kind: 'answered'; readonly text: string; readonly usage: Usage | null }
  /** The model answered, but not what was asked. */
  | {
      readonly kind: 'unusable';
      readonly why: string;
      readonly usage: Usage | null;
      /** It ran into its limit before it said anything, as models do that think first. */
      readonly thoughtTooLong?: boolean;
    };

const MOST_COUNTED = 100_000_000;
const LONGEST = 20_000;
const count = z.int().min(0).max(MOST_COUNTED);

const part = z.object({ type: z.string().nullish(), text: z.string().nullish() });
const called = z.object({ arguments: z.string() });

const message = z.object({
  content: z.union([z.string(), z.array(z.union([z.string(), part]))]).nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(z.object({ function: called.nullish() })).nullish(),
  function_call: called.nullish(),
});

const completion = z.object({
  choices: z.array(z.object({ finish_reason: z.string().nullish(), message })).min(1),
  // Figures that cannot be are no figures: the call is then charged as it was reserved.
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
});

const failed = z.object({
  error: z.union([z.string(), z.object({ code: z.union([z.number(), z.string()]).nullish() })]),
});

const cutBy: Readonly<Record<string, string>> = {
  length: 'the answer was cut off',
  content_filter: 'the server filtered the answer',
};

/** Reads a chat completion, whoever sent it: text, parts of text, or the arguments of a tool that it wants to call. */
export function readCompletion(body: unknown): ReadCompletion | ModelFailure {
  const read = completion.safeParse(body);
  const [choice] = read.data?.choices ?? [];
  if (!choice) return failureIn(body) ?? { kind: 'unusable', why: 'the answer is no chat completion', usage: null };
  const told = read.data?.usage;
  const usage = told ? { input: told.prompt_tokens, output: told.completion_tokens } : null;
  const { message: said, finish_reason: end } = choice;
  const text = storable(withoutThoughts(textOf(said))).trim();
  const cut = said.refusal ? 'the model refused' : cutBy[end ?? ''];
  const long = text.length > LONGEST ? `the answer has more than ${LONGEST} characters` : undefined;
  const why = cut ?? long ?? (text === '' ? 'the answer was empty' : undefined);
  if (why === undefined) return { kind: 'answered', text, usage };
  return { kind: 'unusable', why, usage, thoughtTooLong: end === 'length' && text === '' };
}

function textOf({ content, tool_calls, function_call }: z.infer<typeof message>): string {
  const text = typeof content === 'string' ? content : (content ?? []).map(textOfPart).join('');
  if (text.trim() !== '') return text;
  return tool_calls?.find((call) => call.function)?.function?.arguments ?? function_call?.arguments ?? '';
}

// Parts of other types are thoughts, pictures, sound.
function textOfPart(said: string | z.infer<typeof part>): string {
  if (typeof said === 'string') return said;
  return said.type === undefined || said.type === 'text' || said.type === 'output_text' ? (said.text ?? '') : '';
}

/** A server that says 200 and means an error: no model worked, so it costs nothing. */
function failureIn(body: unknown): ModelFailure | null {
  const { data } = failed.safeParse(body);
  if (!data) return null;
  const code = typeof data.error === 'string' ? null : Number(data.error.code ?? Number.NaN);
  const named = code !== null && Number.isInteger(code);
  const why = named ? `the server answered 200 with the error ${code}` : 'the server answered 200 with an error';
  const isFinal = named && code >= 400 && code < 500 && code !== 408 && code !== 429;
  return isFinal ? { kind: 'refused', why } : { kind: 'later', why, afterMs: null, mayCost: false };
}
