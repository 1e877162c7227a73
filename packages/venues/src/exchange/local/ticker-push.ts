import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Faults, Pusher } from '../../local/index.ts';
import { type LocalExchangeOptions, lastOf } from './options.ts';
import { contractOf } from './session.ts';

/** Where Binance pushes from: each stream is a path below it. */
export const PUSHES = '/ws';

export interface TickerPush extends Pusher {
  /** How many listen to a symbol, for example `SOLUSDT`. */
  listeners(symbol: string): number;
  /** Pushes what everything costs now; a fault aimed at `/ws` may befall every push. */
  push(): void;
}

const EVERY_MS = 1000;
const SUFFIX = '@miniTicker';
const subscription = z.object({ method: z.literal('SUBSCRIBE'), params: z.array(z.string()), id: z.number() });

/** What an exchange pushes: once a second, and when it is told to, the small ticker of every symbol listened to. */
export function openTickerPush(options: LocalExchangeOptions, faults: Faults): TickerPush {
  const server = new WebSocketServer({ noServer: true });
  const topics = new Map<WebSocket, Set<string>>();
  const push = () => {
    for (const [socket, symbols] of topics)
      for (const symbol of symbols) {
        const fault = faults.next(PUSHES, 'after');
        if (fault?.kind === 'drop') socket.terminate();
        else socket.send(fault ? 'what cannot be read' : JSON.stringify(tickerOf(options, symbol)));
      }
  };
  const everySecond = setInterval(push, EVERY_MS).unref();
  server.on('connection', (socket: WebSocket) => {
    const symbols = new Set<string>();
    topics.set(socket, symbols);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => topics.delete(socket));
    socket.on('message', (data) => {
      const { params = [], id } = subscription.safeParse(JSON.parse(String(data))).data ?? {};
      for (const name of params) if (name.endsWith(SUFFIX)) symbols.add(name.slice(0, -SUFFIX.length).toUpperCase());
      socket.send(JSON.stringify({ result: null, id }));
    });
  });
  return {
    path: PUSHES,
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened)),
    drop: () => {
      for (const socket of topics.keys()) socket.terminate();
    },
    stop: () => clearInterval(everySecond),
    listeners: (symbol) => [...topics.values()].filter((symbols) => symbols.has(symbol)).length,
    push,
  };
}

function tickerOf(options: LocalExchangeOptions, symbol: string) {
  const price = String(lastOf(options, contractOf(options, symbol) ?? '') ?? 0);
  const figures = { c: price, o: price, h: price, l: price, v: '1000', q: '1000' };
  return { e: '24hrMiniTicker', E: Date.now(), s: symbol, ...figures };
}
