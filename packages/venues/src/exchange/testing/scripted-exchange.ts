import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An exchange that says what a test tells it to, and keeps what it was asked. */
export interface ScriptedExchange {
  readonly url: string;
  /** Requests, one after another: method, address and body, without what is another one each time. */
  readonly asked: string[];
  /** Answers to a request, one after another, the last one from then on. It is named so: `GET /api/v3/order`. */
  say(request: string, ...answers: readonly ScriptedAnswer[]): void;
  close(): void;
}

const NOT_FOUND: ScriptedAnswer = { status: 404, body: {} };

export async function openScriptedExchange(): Promise<ScriptedExchange> {
  const asked: string[] = [];
  const script = new Map<string, ScriptedAnswer[]>();
  const answerTo = (name: string) => {
    const answers = script.get(name) ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? NOT_FOUND;
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push(plain(`${request.method} ${request.url} ${body}`));
    const { status = 200, headers, body: said } = answerTo(nameOf(request));
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(said));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    asked,
    say: (request, ...answers) => script.set(request, [...answers]),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function nameOf({ method, url = '' }: IncomingMessage): string {
  return `${method} ${url.split('?')[0]}`;
}

function plain(request: string): string {
  return request
    .replaceAll(/(timestamp|signature)=[^&\s]*&?/g, '')
    .replaceAll(/[&?](?=\s|$)/g, '')
    .trim();
}
