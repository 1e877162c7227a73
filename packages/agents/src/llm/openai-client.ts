import OpenAI from 'openai';

export interface ModelQuestion {
  readonly model: string;
  readonly temperature: number;
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
  /** What the answer must be, as JSON Schema. */
  readonly schema: { readonly name: string; readonly json: Readonly<Record<string, unknown>> };
  readonly mostTokens: number;
  readonly signal: AbortSignal;
}

export type ModelAnswer =
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly usage: { readonly input: number; readonly output: number } | null;
    }
  /** The model answered, but not what was asked: it refused, or ran out of room. */
  | {
      readonly kind: 'unusable';
      readonly why: string;
      readonly usage: { readonly input: number; readonly output: number } | null;
    }
  /** Asking again later may help. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs: number | null }
  /** Asking again will not help: a wrong key, model or request. */
  | { readonly kind: 'refused'; readonly why: string };

export interface ModelClient {
  ask(question: ModelQuestion): Promise<ModelAnswer>;
}

export interface ModelServer {
  /** `undefined` for servers that want none. */
  readonly apiKey: string | undefined;
  /** Any server that speaks the protocol; OpenAI's when absent. */
  readonly baseUrl: string | undefined;
}

const TIMEOUT_MS = 20_000;
const FINAL = new Set([400, 401, 403, 404, 422]);

/** Speaks to a model over the chat completions protocol. Tries once: whoever asks decides what a failure means. */
export function openModelClient({ apiKey, baseUrl }: ModelServer): ModelClient {
  const client = new OpenAI({
    apiKey: apiKey ?? 'not-needed',
    ...(baseUrl ? { baseURL: baseUrl } : {}),
    timeout: TIMEOUT_MS,
    maxRetries: 0,
    logLevel: 'off',
  });
  return { ask: (question) => ask(client, question).catch(failureOf) };
}

async function ask(client: OpenAI, question: ModelQuestion): Promise<ModelAnswer> {
  const { model, temperature, messages, schema, mostTokens, signal } = question;
  const completion = await client.chat.completions.create(
    {
      model,
      temperature,
      messages: messages.map((message) => ({ ...message })),
      max_tokens: mostTokens,
      response_format: {
        type: 'json_schema',
        json_schema: { name: schema.name, strict: true, schema: { ...schema.json } },
      },
    },
    { signal },
  );
  const usage = completion.usage
    ? { input: completion.usage.prompt_tokens, output: completion.usage.completion_tokens }
    : null;
  const [choice] = completion.choices ?? [];
  if (choice?.message.refusal) return { kind: 'unusable', why: 'the model refused', usage };
  if (choice?.finish_reason === 'length') return { kind: 'unusable', why: 'the answer was cut off', usage };
  const text = choice?.message.content;
  return text ? { kind: 'answered', text, usage } : { kind: 'unusable', why: 'the answer was empty', usage };
}

function failureOf(error: unknown): ModelAnswer {
  if (!(error instanceof OpenAI.APIError)) return { kind: 'later', why: 'the answer could not be read', afterMs: null };
  if (error.status !== undefined && FINAL.has(error.status))
    return { kind: 'refused', why: `the server answered ${error.status}` };
  return { kind: 'later', why: whyOf(error), afterMs: retryAfterMs(error.headers) };
}

function whyOf(error: InstanceType<typeof OpenAI.APIError>): string {
  if (error instanceof OpenAI.APIUserAbortError) return 'the turn ended first';
  if (error instanceof OpenAI.APIConnectionTimeoutError) return 'the server did not answer in time';
  return error.status === undefined ? 'the server could not be reached' : `the server answered ${error.status}`;
}

function retryAfterMs(headers: Headers | undefined): number | null {
  const [ms, s] = [headers?.get('retry-after-ms'), headers?.get('retry-after')];
  if (ms && /^\d{1,7}$/.test(ms)) return Number(ms);
  return s && /^\d{1,4}$/.test(s) ? Number(s) * 1000 : null;
}
