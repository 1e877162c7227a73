import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Problem, problem } from './problem.ts';

/** An HTTP server whose own refusals are problem documents too: of what is no HTTP, too large, or never complete. */
export function openServer(handle: RequestListener): Server {
  // A missing Host header is refused where all others are.
  const server = createServer({ requireHostHeader: false }, handle);
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (req, res) => answers.set(req.socket, res));
  server.on('clientError', (error, socket) => {
    const answer = answers.get(socket);
    // Into the middle of an answer that is under way nothing may be written.
    if (answer?.headersSent && !answer.writableFinished) socket.destroy();
    else refuseRaw(socket, unreadProblem('code' in error ? error.code : null));
  });
  server.on('connect', (_req, socket) => refuseRaw(socket, problem('method_not_allowed', 'this server is no proxy')));
  server.on('checkExpectation', (_req, res) => refuse(res, problem('expectation_failed', 'send it without Expect')));
  return server;
}

/** What was wrong with a request that Node could not read, by the code of its error. */
export function unreadProblem(code: unknown): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return problem('headers_too_large', 'the headers may have at most 16 KB');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return problem('too_large', 'the chunk extensions are too large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem('timed_out', 'send the whole request at once');
  return problem('bad_request', 'this is no HTTP/1.1 request');
}

function refuse(res: ServerResponse, { status, body }: Problem): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { ...headersOf(text), connection: 'close' }).end(text);
}

// There is no response to write to: nobody knows yet what was asked.
function refuseRaw(socket: Duplex, { status, body }: Problem): void {
  if (!socket.writable) return void socket.destroy();
  const text = JSON.stringify(body);
  const headers = Object.entries({ ...headersOf(text), connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end([`HTTP/1.1 ${status} ${body.title}`, ...headers, '', text].join('\r\n'));
}

const headersOf = (text: string) => ({
  'content-type': 'application/problem+json; charset=utf-8',
  'content-length': Buffer.byteLength(text),
});
