import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { askAgain, askVenue, passDoor, VenueBusyError, type VenueLine } from './ask-venue.ts';
import { VenueUnknownError } from './broker.ts';
import { paced } from './pace/pace.ts';

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers?: Record<string, string>;
}

let server: Server;
let replies: Reply[] = [];
let asked = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    asked += 1;
    const { status, text, headers = {} } = replies.shift() ?? { status: 500, text: 'no more' };
    response.writeHead(status, headers).end(text);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
beforeEach(() => {
  replies = [];
  asked = 0;
});
afterAll(() => server.close());

const fast = { requests: 1000, windowMs: 1000 };
const answer = z.object({ n: z.number() });

function line(): VenueLine<{ readonly code: string }> {
  const refusalOf: VenueLine<{ readonly code: string }>['refusalOf'] = ({ status }) =>
    status === 400 ? { code: 'NO' } : null;
  return { name: 'market', gate: paced(fast), refusalOf };
}

function ask(asking = line()) {
  const { port } = server.address() as AddressInfo;
  const compose = () => ({ url: new URL(`http://127.0.0.1:${port}/`), init: { method: 'GET' } });
  return askVenue(asking, { compose, answer });
}

test('an answer that holds what it must is read', async () => {
  replies = [{ status: 200, text: '{"n":1}' }];
  expect(await ask()).toEqual({ ok: true, value: { n: 1 } });
});

test('a certain refusal is an answer', async () => {
  replies = [{ status: 400, text: '{}' }];
  expect(await ask()).toEqual({ ok: false, code: 'NO' });
});

test.each([
  ['an error of its own', { status: 502, text: 'bad gateway' }, 'market answered 502'],
  ['an answer that is cut off', { status: 200, text: '{"n":' }, 'market answered what cannot be read'],
  ['an answer without what it must hold', { status: 200, text: '{}' }, 'market answered what cannot be read'],
])('%s leaves the outcome open', async (_, reply, said) => {
  replies = [reply];
  const error = await ask().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(VenueUnknownError);
  expect(String(error)).toContain(said);
});

test('a venue that asks for rest is left alone for as long', async () => {
  replies = [{ status: 429, text: '{}', headers: { 'retry-after': '7' } }];
  const resting = line();
  await expect(ask(resting)).rejects.toMatchObject({ afterMs: 7000 });
  await expect(ask(resting)).rejects.toThrow('wants rest for 7 s more');
  expect(asked).toBe(1);
});

test('what may be asked twice is asked again after an uncertain answer, and not of who wants rest', async () => {
  replies = [
    { status: 502, text: '' },
    { status: 200, text: '{"n":2}' },
  ];
  expect(await askAgain(() => ask())).toEqual({ ok: true, value: { n: 2 } });
  replies = [{ status: 503, text: '', headers: { 'retry-after': '1' } }];
  await expect(askAgain(() => ask())).rejects.toBeInstanceOf(VenueBusyError);
  expect(asked).toBe(3);
});

test('what was kept out at the door is sent once more, and twice kept out says nothing', async () => {
  const opened: string[] = [];
  const door = {
    isShut: (said: string) => said === 'shut',
    open: async (said: string) => {
      opened.push(said);
    },
    complaintOf: (said: string) => `the door is ${said}`,
  };
  const said = ['shut', 'in', 'shut', 'shut'];
  const send = async () => said.shift() ?? 'in';
  expect(await passDoor(send, door)).toBe('in');
  await expect(passDoor(send, door)).rejects.toThrow('the door is shut');
  expect(opened).toEqual(['shut', 'shut']);
});
