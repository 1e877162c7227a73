import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Fault, Faults } from './fault.ts';

export interface LocalHubOptions {
  readonly path: string;
  readonly faults: Faults;
  /** Whether a token opens the door. */
  readonly admits: (token: string) => boolean;
  /** Calls of a client; false refuses them. */
  readonly invoke: (call: HubCall) => boolean;
}

export interface HubCall {
  readonly target: string;
  readonly args: readonly unknown[];
  readonly client: HubClient;
}

export interface HubClient {
  /** What it has subscribed to. */
  readonly topics: Set<string>;
  push(target: string, ...args: readonly unknown[]): void;
}

/** What pushes over WebSockets. */
export interface Pusher {
  /** Where it is: at this path, or below it. */
  readonly path: string;
  /** Takes a connection of whoever may come in. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Breaks every connection. */
  drop(): void;
  /** Ends what it does by itself, when its venue closes. */
  stop?(): void;
}

export interface LocalHub extends Pusher {
  /** Pushes to whoever has subscribed to a topic; a fault aimed at the hub's path may befall every push. */
  push(topic: string, target: string, ...args: readonly unknown[]): void;
  /** How many have subscribed to a topic. */
  listeners(topic: string): number;
}

// SignalR's JSON protocol: records that end with this, of these types.
const END = '\u001e';
const INVOCATION = 1;
const COMPLETION = 3;
const PING = 6;
const PING_EVERY_MS = 5000;

const handshake = z.object({ protocol: z.literal('json'), version: z.literal(1) });
const invocation = z.object({
  type: z.literal(INVOCATION),
  invocationId: z.string().optional(),
  target: z.string(),
  arguments: z.array(z.unknown()),
});

/** A SignalR hub of a venue on this machine, over WebSockets without negotiation. */
export function openHub({ path, faults, admits, invoke }: LocalHubOptions): LocalHub {
  const server = new WebSocketServer({ noServer: true });
  const clients = new Map<WebSocket, HubClient>();
  server.on('connection', (socket: WebSocket) => greet(socket, (client) => admit(socket, client)));
  const admit = (socket: WebSocket, client: HubClient) => {
    clients.set(socket, client);
    const pings = setInterval(() => send(socket, { type: PING }), PING_EVERY_MS).unref();
    socket.on('close', () => {
      clearInterval(pings);
      clients.delete(socket);
    });
    return (record: unknown) => {
      const call = invocation.safeParse(record).data;
      if (!call) return;
      const done = invoke({ target: call.target, args: call.arguments, client });
      const { invocationId } = call;
      if (invocationId !== undefined)
        send(socket, { type: COMPLETION, invocationId, ...(done ? { result: null } : { error: 'refused' }) });
    };
  };
  const listening = (topic: string) => [...clients].filter(([, { topics }]) => topics.has(topic));
  return {
    path,
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://venue');
      const token = url.searchParams.get('access_token') ?? '';
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (!admits(token) || bearer !== token) {
        socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened));
    },
    push: (topic, target, ...args) => {
      for (const [socket, client] of listening(topic)) {
        if (!suffer(socket, faults.next(path, 'after'))) client.push(target, ...args);
      }
    },
    listeners: (topic) => listening(topic).length,
    drop: () => {
      for (const socket of clients.keys()) socket.terminate();
    },
  };
}

/** Waits for the handshake, and reads the records that follow it. */
function greet(socket: WebSocket, admit: (client: HubClient) => (record: unknown) => void): void {
  let read: ((record: unknown) => void) | null = null;
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    for (const text of String(data).split(END).slice(0, -1)) {
      const record: unknown = JSON.parse(text);
      if (read) read(record);
      else if (!handshake.safeParse(record).success) socket.terminate();
      else {
        send(socket, {});
        read = admit({ topics: new Set(), push: (target, ...args) => send(socket, pushOf(target, args)) });
      }
    }
  });
}

function pushOf(target: string, args: readonly unknown[]) {
  return { type: INVOCATION, target, arguments: args };
}

function send(socket: WebSocket, record: object): void {
  socket.send(JSON.stringify(record) + END);
}

/** Lets a fault befall a push: most lose it, some the connection. */
function suffer(socket: WebSocket, fault: Fault | null): boolean {
  if (fault?.kind === 'drop') socket.terminate();
  return fault !== null;
}
