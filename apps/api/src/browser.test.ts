import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BOARD_PATH } from './board.ts';
import { findBrowser, openBrowser } from './testing/open-browser.ts';
import { type ServedApp, serveApp } from './testing/serve-app.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

// biome-ignore lint/style/noProcessEnv: where this machine keeps its programs
const program = findBrowser(process.env.PATH ?? '');

describe.skipIf(program === null)('in a browser', () => {
  let api: TestApi;
  /** The same company at an address that a test may close. */
  let doomed: ServedApp;
  let browser: Browser;
  beforeAll(async () => {
    api = await testApi();
    doomed = await serveApp(api.company.ctx);
    browser = await openBrowser(program ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await doomed?.close();
    await api?.close();
  });

  /** A page of a browser of its own that has just signed in. */
  async function signedIn(key: string, { url = api.url, next = '/plain' } = {}): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`${url}/login?next=${encodeURIComponent(next)}`);
    await page.fill('#key', key);
    await page.click('button');
    await page.waitForURL(`${url}${next}`);
    return page;
  }
  const state = async () => (await api.ask('GET /api/trading-state')).body;
  const STOP = 'STOP trading';

  test('an operator’s STOP halts trading, and the page shows what the API answered', async () => {
    const page = await signedIn(api.keys.operator);
    await page.fill('#reason', 'going to bed');
    await page.getByRole('button', { name: STOP }).click();
    await page.locator('#proof', { hasText: 'HALTED' }).waitFor();
    const { epoch } = await state();
    expect(await state()).toMatchObject({ state: 'halted', reason: 'going to bed', changedBy: 'operator:anna' });
    expect(await page.textContent('#proof')).toBe(
      `HALTED, epoch ${epoch}. No order call is under way. The API said: 200 ` +
        `{"state":"halted","epoch":${epoch},"inFlight":[]}`,
    );
    await page.locator('#desk .state', { hasText: 'halted' }).waitFor();
    await page.close();
  });

  test('a STOP that the API refuses, or that gets no answer, is not said to have halted anything', async () => {
    await api.ask('PUT /api/trading-state', { body: { state: 'active', reason: 'a test' } });
    const page = await signedIn(api.keys.operator);
    await page.context().clearCookies();
    await page.getByRole('button', { name: STOP }).click();
    await page.locator('#proof', { hasText: 'NOT HALTED. The API said: 401' }).waitFor();
    await page.route('**/api/trading-state', (route) => route.abort());
    await page.getByRole('button', { name: STOP }).click();
    await page.locator('#proof', { hasText: 'NO ANSWER' }).waitFor();
    expect((await state()).state).toBe('active');
    await page.close();
  });

  test('a viewer has no STOP, and asking for one from the page is refused', async () => {
    const page = await signedIn(api.keys.viewer);
    await page.locator('#age', { hasText: 'Shown as it was' }).waitFor();
    expect(await page.getByRole('button', { name: STOP }).count()).toBe(0);
    const status = await page.evaluate(async () => {
      const body = JSON.stringify({ state: 'halted', reason: 'x' });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/trading-state', { method: 'PUT', headers, body })).status;
    });
    expect([status, (await state()).state]).toEqual([403, 'active']);
    await page.close();
  });

  test('twenty seconds after the company has stopped answering, the page says so and is active no more', async () => {
    const page = await signedIn(api.keys.operator, { url: doomed.url });
    await page.clock.install();
    await page.reload();
    expect(await page.textContent('#desk .state')).toBe('active');
    await doomed.close();
    await page.clock.runFor(15_000);
    expect(await page.textContent('#lost')).toBe('');
    await page.clock.runFor(10_000);
    expect(await page.textContent('#lost')).toContain('NOT CONNECTED');
    expect(await page.textContent('#desk .state')).toBe('unknown, was active');
    expect(await page.title()).toContain('NOT CONNECTED');
    await page.close();
  });

  test('the queues ask no other host for anything, break no rule of ours, and every button has a name', async () => {
    const job = { name: 'odd', data: { rowId: 'r1' }, options: { jobId: 'odd-job' } };
    await api.company.ctx.queues.forBoard().at(0)?.add(job.name, job.data, job.options);
    const queue = api.company.ctx.queues.forBoard().at(0)?.name;
    const page = await signedIn(api.keys.operator);
    const asked = new Set<string>();
    const complaints: string[] = [];
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const nameless = page.locator('button:not([aria-label]):not([title])').filter({ hasNotText: /\S/ });
    for (const [path, there] of [
      ['', ''],
      [`/queue/${queue}/odd-job`, 'odd-job'],
    ] as const) {
      await page.goto(`${api.url}${BOARD_PATH}${path}`);
      await page.getByRole('button', { name: 'Settings' }).waitFor();
      if (path) await page.getByText(there).first().waitFor();
      await expect.poll(() => nameless.count()).toBe(0);
    }
    expect([...asked]).toEqual([api.url]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
