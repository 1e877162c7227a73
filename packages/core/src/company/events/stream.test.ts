import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/db/index.ts';
import { type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { type EventPosition, latestPosition, listEventsAfter } from './index.ts';

let desk: TestDesk;

// Transactions whose numbers sort otherwise as texts than as numbers.
const COMMITS = [8, 9, 10, 11, 99, 100];

beforeAll(async () => {
  desk = await testDesk();
  for (const tx of COMMITS)
    await desk.db.$executeRaw`
      INSERT INTO ops_agent_events (id, agent_id, kind, title, summary, occurred_at, tx)
      VALUES (${newId()}::uuid, 'observer', 'mission.failed', ${`commit ${tx}`}, '', now(), ${String(tx)}::xid8)`;
});

afterAll(() => desk.close());

const titles = COMMITS.map((tx) => `commit ${tx}`);

test('events are read in the order of their commits, not of the commits’ digits', async () => {
  const events = await listEventsAfter(desk.db, START, 100);
  expect(events.map(({ title }) => title)).toEqual(titles);
});

test.each([1, 2, 3, 4])('read %i at a time, each event comes once', async (atOnce) => {
  const read: string[] = [];
  for (let position = START; ; ) {
    const events = await listEventsAfter(desk.db, position, atOnce);
    const last = events.at(-1);
    if (!last) break;
    read.push(...events.map(({ title }) => title));
    position = last;
  }
  expect(read).toEqual(titles);
});

test('a stream that wants only news begins after the latest commit', async () => {
  expect(await latestPosition(desk.db)).toMatchObject({ tx: '100' });
});

const START: EventPosition = { tx: '0', id: '00000000-0000-0000-0000-000000000000' };
