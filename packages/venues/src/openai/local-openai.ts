import { z } from 'zod';
import { type LocalVenue, serveVenue, type VenueReply, type VenueRequest } from '../local/index.ts';

/** What a model may do wrong with one question, beside the faults of its connection. */
export type Misbehaviour = 'not_json' | 'wrong_form' | 'invented_number' | 'refusal' | 'cut_off' | 'empty' | 'no_usage';

export interface LocalOpenAiOptions {
  readonly apiKey: string;
  /** What the model says, by the name of the form that is asked for. */
  readonly answers: Readonly<Record<string, unknown>>;
}

export interface Question {
  readonly model: string;
  readonly temperature: number;
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
  temperature: z.number(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ json_schema: z.object({ name: z.string() }) }),
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
  { apiKey, answers }: LocalOpenAiOptions,
  request: VenueRequest,
  { questions, wrongs }: State,
): VenueReply {
  if (request.path !== '/v1/chat/completions') return { status: 404, body: { error: { message: 'not found' } } };
  if (request.headers.authorization !== `Bearer ${apiKey}`)
    return { status: 401, body: { error: { message: 'incorrect API key', type: 'invalid_request_error' } } };
  const asked = question.safeParse(JSON.parse(request.text ?? 'null'));
  if (!asked.success) return { status: 400, body: { error: { message: 'bad request' } } };
  const { response_format: format, ...rest } = asked.data;
  questions.push(rest);
  const told = answers[format.json_schema.name] ?? {};
  return { status: 200, body: completion(told, wrongs.shift() ?? null) };
}

const wrongContents: Readonly<Partial<Record<Misbehaviour, string>>> = {
  not_json: 'As an AI model, I think so!',
  wrong_form: '{"opinion": "yes"}',
  empty: '',
};

function completion(told: unknown, wrong: Misbehaviour | null) {
  const right = JSON.stringify(wrong === 'invented_number' ? withNumber(told) : told);
  const content = (wrong && wrongContents[wrong]) ?? right;
  return {
    id: 'chatcmpl-local',
    object: 'chat.completion',
    created: 1,
    model: 'local',
    choices: [
      {
        index: 0,
        finish_reason: wrong === 'cut_off' ? 'length' : 'stop',
        message: { role: 'assistant', content, refusal: wrong === 'refusal' ? 'I cannot help with that.' : null },
      },
    ],
    ...(wrong === 'no_usage' ? {} : { usage: { prompt_tokens: 900, completion_tokens: 60, total_tokens: 960 } }),
  };
}

function withNumber(told: unknown): unknown {
  return typeof told === 'object' && told !== null ? { ...told, text: 'It will reach 73519.42 tomorrow.' } : told;
}
