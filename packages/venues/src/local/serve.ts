import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, type Faults, type Moment, openFaults } from './fault.ts';
import type { Pusher } from './hub.ts';

export interface VenueRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as they came; null without a body. */
  readonly text: string | null;
}

export interface VenueReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LocalVenue {
  readonly url: string;
  readonly faults: Faults;
  /** Goes away and comes back at the same address, with all that it knew. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Venue {
  readonly answer: (request: VenueRequest) => VenueReply;
  /** What faults are aimed at; the path of a request unless told. */
  readonly nameOf?: (request: VenueRequest) => string;
  readonly faults?: Faults;
  /** Where it pushes from. */
  readonly hubs?: readonly Pusher[];
}

/** Serves a venue on a free port of this machine only; what answers decides everything but the faults. */
export async function serveVenue(wanted: Venue): Promise<LocalVenue> {
  const { answer, nameOf = ({ path }) => path, faults = openFaults(), hubs = [] } = wanted;
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    serve({ incoming, outgoing }, { answer, nameOf, faults }).catch(() => outgoing.destroy());
  };
  const listenOn = async (port: number) => {
    const server = await listen(listener, port);
    server.on('upgrade', (request, socket, head) => {
      const { pathname } = new URL(request.url ?? '/', 'http://venue');
      const hub = hubs.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
      if (hub) hub.upgrade(request, socket, head);
      else socket.destroy();
    });
    return server;
  };
  const stopNow = async () => {
    for (const hub of hubs) hub.drop();
    await stop(server);
  };
  let server = await listenOn(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    restart: async () => {
      await stopNow();
      server = await listenOn(port);
    },
    close: async () => {
      for (const hub of hubs) hub.stop?.();
      await stopNow();
    },
  };
}

function listen(listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void, port: number) {
  return new Promise<Server>((done, fail) => {
    const server = createServer(listener);
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

interface Serving {
  readonly answer: (request: VenueRequest) => VenueReply;
  readonly nameOf: (request: VenueRequest) => string;
  readonly faults: Faults;
}

async function serve(exchange: Exchange, { answer, nameOf, faults }: Serving): Promise<void> {
  const request = await readRequest(exchange.incoming);
  const befall = (moment: Moment) => suffer(exchange.outgoing, faults.next(nameOf(request), moment));
  if (await befall('before')) return;
  const reply = answer(request);
  if (await befall('after')) return;
  write(exchange.outgoing, reply);
}

/** Lets a fault happen; whether the exchange ended with it. */
async function suffer(outgoing: ServerResponse, fault: Fault | null): Promise<boolean> {
  if (!fault) return false;
  switch (fault.kind) {
    case 'drop':
      outgoing.destroy();
      return true;
    case 'delay':
      await delay(fault.ms);
      return false;
    case 'malformed':
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"order_id": ');
      return true;
    case 'status':
      write(outgoing, {
        status: fault.status,
        body: fault.body ?? {},
        ...(fault.retryAfterS === undefined ? {} : { headers: { 'retry-after': String(fault.retryAfterS) } }),
      });
      return true;
    default: {
      const missed: never = fault;
      return missed;
    }
  }
}

function write(outgoing: ServerResponse, { status, body, headers }: VenueReply): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readRequest(incoming: IncomingMessage): Promise<VenueRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://venue');
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    text: text === '' ? null : text,
  };
}
