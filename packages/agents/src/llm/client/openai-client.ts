import type OpenAI from 'openai';
import { fetchBounded } from './bounded-fetch.ts';
import { type ReadCompletion, readCompletion } from './completion.ts';
import { type Dialect, fullDialect, plainerDialect } from './dialect.ts';
import { failureOf, type ModelFailure } from './failure.ts';
import { loadSdk, type Sdk } from './sdk.ts';

export interface ModelQuestion {
  readonly model: string;
  readonly temperature: number;
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
  /** What the answer must be, as JSON Schema. */
  readonly schema: { readonly name: string; readonly json: Readonly<Record<string, unknown>> };
  readonly mostTokens: number;
  readonly signal: AbortSignal;
}

export type ModelAnswer = ReadCompletion | ModelFailure;

export interface ModelClient {
  ask(question: ModelQuestion): Promise<ModelAnswer>;
}

export interface ModelServer {
  /** `undefined` for servers that want none. */
  readonly apiKey: string | undefined;
  /** Any server that speaks the protocol; OpenAI's when absent. */
  readonly baseUrl: string | undefined;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
/** The whole answer must have come after so many timeouts: one that drips in is not waited for. */
const WHOLE = 1.5;
const BAD_REQUEST = new Set([400, 422]);

/**
 * Speaks to a model over the chat completions protocol. Tries once: whoever asks decides what a failure means. What a
 * server does not understand is left out from then on.
 */
export function openModelClient(server: ModelServer): ModelClient {
  let opening: Promise<Line> | undefined;
  return {
    ask: async (question) => {
      opening ??= openLine(server).catch((error: unknown) => {
        // A library that could not be read is tried again by the next question.
        opening = undefined;
        throw error;
      });
      const line = await opening;
      return ask(line, question).catch((error: unknown) => failureOf(line.sdk, error));
    },
  };
}

interface Line {
  readonly sdk: Sdk;
  readonly client: OpenAI;
  /** By model. */
  readonly dialects: Map<string, Dialect>;
  readonly wholeMs: number;
}

async function openLine({ apiKey, baseUrl, timeoutMs = TIMEOUT_MS }: ModelServer): Promise<Line> {
  const sdk = await loadSdk();
  const client = new sdk({
    apiKey: apiKey ?? 'not-needed',
    ...(baseUrl ? { baseURL: baseUrl } : {}),
    timeout: timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
    fetch: fetchBounded,
  });
  return { sdk, client, dialects: new Map(), wholeMs: timeoutMs * WHOLE };
}

async function ask(line: Line, question: ModelQuestion): Promise<ModelAnswer> {
  const spoken = line.dialects.get(question.model) ?? fullDialect;
  const signal = AbortSignal.any([question.signal, AbortSignal.timeout(line.wholeMs)]);
  try {
    return readCompletion(await line.client.chat.completions.create(bodyOf(question, spoken), { signal }));
  } catch (error) {
    const plainer = error instanceof line.sdk.APIError ? plainerAfter(error, spoken) : null;
    if (!plainer) throw error;
    line.dialects.set(question.model, plainer);
    return ask(line, question);
  }
}

function plainerAfter(error: InstanceType<Sdk['APIError']>, spoken: Dialect): Dialect | null {
  if (!BAD_REQUEST.has(error.status ?? 0)) return null;
  return plainerDialect(spoken, `${error.param ?? ''} ${error.message}`);
}

function bodyOf(
  { model, temperature, messages, schema, mostTokens }: ModelQuestion,
  { form, limit, temperature: chosen }: Dialect,
) {
  const told = `Answer with a JSON object of this schema and nothing else: ${JSON.stringify(schema.json)}`;
  return {
    model,
    ...(chosen ? { temperature } : {}),
    messages: [...messages, ...(form === 'json_schema' ? [] : [{ role: 'system' as const, content: told }])],
    [limit]: mostTokens,
    ...(form === 'told' ? {} : { response_format: formatOf(form, schema) }),
  };
}

function formatOf(form: Exclude<Dialect['form'], 'told'>, { name, json }: ModelQuestion['schema']) {
  if (form === 'json_object') return { type: 'json_object' as const };
  return { type: 'json_schema' as const, json_schema: { name, strict: true, schema: { ...json } } };
}
