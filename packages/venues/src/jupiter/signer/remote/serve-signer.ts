import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { errorText, StartError } from '@atc/core/kernel/errors';
import type { Signer } from '../signer.ts';
import { signingRequest } from './wire.ts';

export interface SignerServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface SignerServing {
  readonly signer: Signer;
  /** Whoever knows it may ask for signatures. */
  readonly token: string;
  readonly host: string;
  readonly port: number;
}

const LARGEST = 16_384;

/** Lets another process ask a signer for signatures: the key and its policy stay in this one. */
export async function serveSigner(serving: SignerServing): Promise<SignerServer> {
  const server = createServer((request, response) => {
    answer(serving, request).then(
      ({ status, body }) => say(response, status, body),
      (error: unknown) => say(response, 503, { error: errorText(error) }),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (cause) =>
      failed(new StartError('signer', `port ${serving.port} cannot be used: ${cause.message}`, { cause })),
    );
    server.listen(serving.port, serving.host, listening);
  });
  const at = server.address();
  const port = typeof at === 'object' && at ? at.port : serving.port;
  return {
    url: `http://${serving.host}:${port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

async function answer({ signer, token }: SignerServing, request: IncomingMessage): Promise<Reply> {
  if (!sameSecret(request.headers.authorization ?? '', `Bearer ${token}`))
    return { status: 401, body: { error: 'wrong token' } };
  if (request.method === 'GET' && request.url === '/address') return { status: 200, body: { address: signer.address } };
  if (request.method !== 'POST' || request.url !== '/sign') return { status: 404, body: { error: 'not found' } };
  const asked = signingRequest.safeParse(fromJson(await read(request)));
  if (!asked.success) return { status: 400, body: { error: 'that is no signing request' } };
  const said = await signer.sign(asked.data);
  return {
    status: 200,
    body: said.kind === 'signed' ? { kind: 'signed', bytes: Buffer.from(said.bytes).toString('base64') } : said,
  };
}

/** Compares without telling by its time how much of it was right. */
function sameSecret(given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > LARGEST) return '';
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
