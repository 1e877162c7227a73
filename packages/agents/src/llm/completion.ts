import { z } from 'zod';

/** What a call used, in tokens. */
export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** What came back from a model, as far as it can be used. */
export type ReadCompletion =
  | { readonly kind: 'answered'; readonly text: string; readonly usage: Usage | null }
  /** The model answered, but not what was asked. */
  | { readonly kind: 'unusable'; readonly why: string; readonly usage: Usage | null };

const MOST_COUNTED = 100_000_000;
const count = z.int().min(0).max(MOST_COUNTED);

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  // Figures that cannot be are no figures: the call is then charged as it was reserved.
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
});

const cutBy: Readonly<Record<string, string>> = {
  length: 'the answer was cut off',
  content_filter: 'the server filtered the answer',
};

// What no database takes.
const unstorable = /[\0\p{Cs}]/gu;

/** Reads a chat completion, whoever sent it. */
export function readCompletion(body: unknown): ReadCompletion {
  const read = completion.safeParse(body);
  const [choice] = read.data?.choices ?? [];
  if (!choice) return { kind: 'unusable', why: 'the answer is no chat completion', usage: null };
  const told = read.data?.usage;
  const usage = told ? { input: told.prompt_tokens, output: told.completion_tokens } : null;
  const { message, finish_reason: end } = choice;
  const text = (message.content ?? '').replace(unstorable, '');
  const cut = message.refusal ? 'the model refused' : cutBy[end ?? ''];
  const why = cut ?? (text === '' ? 'the answer was empty' : undefined);
  return why === undefined ? { kind: 'answered', text, usage } : { kind: 'unusable', why, usage };
}
