import { expect, test } from 'vitest';
import { lineOf } from './feed.ts';

const event = {
  agentId: 'scout',
  kind: 'trade.executed',
  title: 'SCOUT bought 41,200 BONK at 0.00002431, slippage 4 bps, stop 0.00001702',
  occurredAt: new Date('2025-01-06T14:30:00Z'),
  pnl: null,
};
const plain = { color: false, timeZone: 'America/Los_Angeles' };
const ESC = String.fromCharCode(27);

test('a line tells when by the company’s clock, who, and what', () => {
  expect(lineOf(event, plain)).toBe(
    '01-06 06:30  SCOUT     bought 41,200 BONK at 0.00002431, slippage 4 bps, stop 0.00001702',
  );
});

test('a pipe gets no colours, a terminal does', () => {
  expect(lineOf(event, plain)).not.toContain(ESC);
  expect(lineOf(event, { ...plain, color: true })).toContain(ESC);
});

test('a gain is green and a loss is red', () => {
  const closed = { ...event, kind: 'trade.closed', title: 'BONK closed' };
  expect(lineOf({ ...closed, pnl: '1.5' }, { ...plain, color: true })).toContain(`${ESC}[32mBONK closed`);
  expect(lineOf({ ...closed, pnl: '-1.5' }, { ...plain, color: true })).toContain(`${ESC}[31mBONK closed`);
});

test('an agent’s own words are shown without its name again', () => {
  expect(lineOf({ ...event, agentId: 'sage', title: 'SAGE: Exposure first.' }, plain)).toBe(
    '01-06 06:30  SAGE      Exposure first.',
  );
});
