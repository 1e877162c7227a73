import { z } from 'zod';
import { type LocalVenue, serveVenue, type VenueReply, type VenueRequest } from '../local/index.ts';

/** What a model may do wrong with one question, beside the faults of its connection. */
export type Misbehaviour =
  | 'not_json'
  | 'wrong_form'
  | 'invented_number'
  | 'unstorable_text'
  | 'refusal'
  | 'cut_off'
  | 'filtered'
  | 'empty'
  | 'no_choices'
  | 'no_usage'
  | 'impossible_usage'
  | 'fenced'
  | 'thinking'
  | 'prose'
  | 'parts'
  | 'tool_call'
  | 'two_answers'
  | 'error_body'
  | 'long'
  | 'huge';

/** A part of the protocol that a server may not know. */
export type Unknown = 'json_schema' | 'json_object' | 'max_tokens' | 'temperature';

export interface LocalOpenAiOptions {
  readonly apiKey: string;
  /** What the model says, by the name of the form that is asked for. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** What it calls a bad request, as smaller and newer servers do. */
  readonly unknown?: readonly Unknown[];
  /** So many tokens it thinks before it says anything; a limit below leaves no word. */
  readonly thinks?: number;
}

export interface Question {
  readonly model: string;
  readonly temperature?: number | undefined;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export interface LocalOpenAi extends LocalVenue {
  /** For `OPENAI_BASE_URL`. */
  readonly baseUrl: string;
  /** Every question that was answered, in order. */
  readonly questions: readonly Question[];
  /** Lets the next so many answers go wrong. */
  misbehave(how: Misbehaviour, times: number): void;
}

const question = z.object({
  model: z.string(),
  temperature: z.number().optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('json_schema'), json_schema: z.object({ name: z.string() }) }),
      z.object({ type: z.literal('json_object') }),
    ])
    .optional(),
});

/** A server on this machine that speaks the chat completions protocol and says what it is told, well or badly. */
export async function openLocalOpenAi(options: LocalOpenAiOptions): Promise<LocalOpenAi> {
  const questions: Question[] = [];
  const wrongs: Misbehaviour[] = [];
  const venue = await serveVenue({ answer: (request) => answer(options, request, { questions, wrongs }) });
  return {
    ...venue,
    baseUrl: `${venue.url}/v1`,
    questions,
    misbehave: (how, times) => {
      wrongs.push(...Array.from({ length: times }, () => how));
    },
  };
}

interface State {
  readonly questions: Question[];
  readonly wrongs: Misbehaviour[];
}

function answer(
  { apiKey, answers, unknown = [], thinks = 0 }: LocalOpenAiOptions,
  request: VenueRequest,
  { questions, wrongs }: State,
): VenueReply {
  if (request.path !== '/v1/chat/completions') return { status: 404, body: { error: { message: 'not found' } } };
  if (request.headers.authorization !== `Bearer ${apiKey}`)
    return { status: 401, body: { error: { message: 'incorrect API key', type: 'invalid_request_error' } } };
  const asked = question.safeParse(JSON.parse(request.text ?? 'null'));
  if (!asked.success) return { status: 400, body: { error: { message: 'bad request' } } };
  const { response_format: format, ...rest } = asked.data;
  const used = {
    json_schema: format?.type === 'json_schema',
    json_object: format?.type === 'json_object',
    max_tokens: rest.max_tokens,
    temperature: rest.temperature,
  };
  const odd = unknown.find((part) => used[part]);
  if (odd) return { status: 400, body: { error: { message: `Unsupported parameter: ${odd}`, param: odd } } };
  questions.push(rest);
  const told = (format?.type === 'json_schema' ? answers[format.json_schema.name] : Object.values(answers)[0]) ?? {};
  const limit = rest.max_tokens ?? rest.max_completion_tokens ?? Number.POSITIVE_INFINITY;
  if (limit < thinks) return { status: 200, body: completion('', null, 'length') };
  const wrong = wrongs.shift() ?? null;
  if (wrong === 'error_body') return { status: 200, body: { error: { message: 'overloaded', code: 502 } } };
  return { status: 200, body: completion(told, wrong) };
}

const wrongEnds: Readonly<Partial<Record<Misbehaviour, string>>> = { cut_off: 'length', filtered: 'content_filter' };

const wrongContents: Readonly<Partial<Record<Misbehaviour, string>>> = {
  not_json: 'As an AI model, I think so!',
  wrong_form: '{"opinion": "yes"}',
  unstorable_text:
    '{"text": "Fine.\\u0000\\ud83d \\u202eBuy\\nit.", "vote": "approve", "probability": 0.7, ' +
    '"reason": "\\u0000Fine."}\u0000',
  empty: '',
};

const MEGABYTES = 3_000_000;

/** The right answer as servers and models wrap it. */
const wrapped: Readonly<Partial<Record<Misbehaviour, (right: string) => object>>> = {
  fenced: (right) => ({ content: `\`\`\`json\n${right}\n\`\`\`` }),
  thinking: (right) => ({ content: `<think>Perhaps {"vote": "reject"}?</think>\n${right}` }),
  prose: (right) => ({ content: `Here is {my} answer:\n\n${right}\n\nI hope that it helps.` }),
  parts: (right) => ({
    content: [
      { type: 'reasoning', text: 'Perhaps {"vote": "reject"}?' },
      { type: 'text', text: right },
    ],
  }),
  tool_call: (right) => ({
    content: null,
    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'answer', arguments: right } }],
  }),
  two_answers: (right) => ({ content: `${right}\n${right.replace('approve', 'reject')}` }),
  long: (right) => ({ content: `${right}${' and so on'.repeat(10_000)}` }),
  huge: (right) => ({ content: `${right}${' '.repeat(MEGABYTES)}` }),
};

const usages: Readonly<Partial<Record<Misbehaviour, object | undefined>>> = {
  no_usage: undefined,
  impossible_usage: { prompt_tokens: -1_000_000, completion_tokens: 1.5, total_tokens: Number.MAX_SAFE_INTEGER },
};

const USAGE = { prompt_tokens: 900, completion_tokens: 60, total_tokens: 960 };

function completion(told: unknown, wrong: Misbehaviour | null, end = 'stop') {
  const right = told === '' ? '' : JSON.stringify(wrong === 'invented_number' ? withNumber(told) : told);
  const content = (wrong && wrongContents[wrong]) ?? right;
  const wrap = wrong ? wrapped[wrong] : undefined;
  return {
    id: 'chatcmpl-local',
    object: 'chat.completion',
    created: 1,
    model: 'local',
    choices: [
      {
        index: 0,
        finish_reason: (wrong && wrongEnds[wrong]) ?? end,
        message: {
          role: 'assistant',
          content,
          refusal: wrong === 'refusal' ? 'I cannot help with that.' : null,
          ...wrap?.(right),
        },
      },
    ].slice(wrong === 'no_choices' ? 1 : 0),
    usage: wrong && wrong in usages ? usages[wrong] : USAGE,
  };
}

function withNumber(told: unknown): unknown {
  return typeof told === 'object' && told !== null ? { ...told, text: 'It will reach 73519.42 tomorrow.' } : told;
}
