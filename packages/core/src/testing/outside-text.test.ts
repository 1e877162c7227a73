import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emitEvent } from '../company/events/index.ts';
import { requestOf } from '../company/notifications/request.ts';
import { VenueUnknownError } from '../desk/venue/index.ts';
import { inTransaction } from '../kernel/db/index.ts';
import { errorText, StartError } from '../kernel/errors/index.ts';
import { plainText, printable } from '../kernel/text/index.ts';
import { recordSignal } from '../loop/signals/index.ts';
import { looksLikeRecording, parseRecordingName } from '../market/replay/recording-file.ts';
import { acting, hostileTexts } from './hostile-texts.ts';
import { type TestCompany, testCompany } from './test-company.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

describe.each(hostileTexts)('$what', ({ text, shown }) => {
  test('is not in what is shown, nor in what is kept', () => {
    expect(printable(text)).toBe(shown);
    expect(shown).not.toMatch(acting);
    expect(plainText(text, 100)).not.toMatch(acting);
  });

  test('is not in an error, whoever threw it', () => {
    expect(errorText(new Error(text))).toBe(shown);
    expect(errorText(text)).toBe(shown);
  });

  test('is not in why a start is refused, nor in what a venue said', () => {
    expect(new StartError('bad_recording', text).message).toBe(shown);
    expect(new VenueUnknownError(text).message).toBe(shown);
  });

  test('is not in an event', async () => {
    const { ctx } = company;
    const fields = { step: 'analyze_signal', reason: null, missionType: 'analysis' };
    const draft = { agentId: 'intel', kind: 'mission.failed', title: text, summary: text, fields } as const;
    const { id } = await inTransaction(ctx.db, (tx) => emitEvent(ctx, tx, draft));
    expect(await ctx.db.event.findUniqueOrThrow({ where: { id } })).toMatchObject({ title: shown, summary: shown });
  });

  test.each(['json', 'discord', 'telegram'] as const)('is not in a message by %s', (format) => {
    const event = { id: 'e', kind: 'servers.lost', tags: [] };
    const { body } = requestOf({ url: 'http://x', format, secret: null, chatId: '1' }, 'n', {
      message: {
        ...{ template: 'alert', title: text, text, at: '2025-01-06T14:30:00Z', agentId: 'observer', event },
        ...{ tradeId: null, proposalId: null, fields: {} },
      },
      at: new Date(0),
    });
    const said = JSON.parse(body);
    const texts = [said.title, said.text, said.content].filter((one) => one !== undefined);
    expect(texts.join('').replaceAll('\n', '')).not.toMatch(acting);
    expect(texts.join('')).toContain(shown);
  });

  test('is not in a signal', async () => {
    const posted = { source: 'kol', signalType: 'buy', trust: 'untrusted', token: text, metadata: { note: text } };
    const { id } = await recordSignal(company.ctx, posted as Parameters<typeof recordSignal>[1]);
    const { token, metadata } = await company.ctx.db.signal.findUniqueOrThrow({ where: { id } });
    expect(`${token}${JSON.stringify(metadata)}`).not.toMatch(acting);
  });

  test('is not in the name of a recording that is played', () => {
    expect(parseRecordingName(`BONK${text}_USDT-5m.csv`)).toBeNull();
    expect(looksLikeRecording(`${text}.csv`)).toBe(true);
  });
});
