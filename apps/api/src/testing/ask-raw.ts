import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawReply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface RawAsk {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks with headers that `fetch` does not let a script write, such as Host. */
export async function askRaw(url: string, { method = 'GET', headers = {}, body = '' }: RawAsk = {}): Promise<RawReply> {
  const asked = request(url, { method, headers, agent: false }).end(body);
  const [answer]: [IncomingMessage] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

/** Writes bytes to a server, more once it answers, and returns all that it says until it closes the connection. */
export async function speakTo(url: string, bytes: string, more?: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined).write(bytes);
  if (more !== undefined) socket.once('data', () => socket.write(more));
  return text(socket);
}
