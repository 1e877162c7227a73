import { findBrowser, openBrowser, type ServedApp, serveApp, type TestApi, testApi } from '@atc/api/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import type { Browser, Page } from 'playwright-core';

/** A company with a desk in a browser. */
export interface TestDesk {
  readonly api: TestApi;
  /** The same company at an address that a test may close, or with another configuration. */
  serve(config?: Partial<TestApi['company']['ctx']['config']>): Promise<ServedApp>;
  /** A page of a browser of its own that has just signed in. */
  open(look?: Look): Promise<OpenPage>;
  close(): Promise<void>;
}

interface Look {
  readonly path?: string;
  readonly url?: string;
  readonly key?: string;
}

export interface OpenPage {
  readonly page: Page;
  /** What the page complained of since it was signed in. */
  readonly complaints: readonly string[];
  /** Which servers it asked. */
  readonly asked: ReadonlySet<string>;
}

// biome-ignore lint/style/noProcessEnv: where this machine keeps its programs
export const program = findBrowser(process.env.PATH ?? '');

const evidence = [
  { name: 'volume', value: 3, weight: 0.4, text: 'the last hour traded 3.0 times the usual volume' },
  { name: 'market', value: 0, weight: -0.4, text: 'the market is falling' },
];

/** Opens a company that has traded a little, and a browser. */
export async function openDesk(): Promise<TestDesk> {
  const api = await testApi();
  const browser = await openBrowser(program ?? '');
  const { ctx } = api.company;
  const lost = await openTrade(ctx, { symbol: 'WIF', price: '1.5', stop: '1.4', target: '1.8' });
  await closeTrade(ctx, lost, { price: '1.4', reason: 'stop_loss' });
  await openTrade(ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000019', target: '0.000023', evidence });
  return {
    api,
    serve: (config = {}) => serveApp({ ...ctx, config: { ...ctx.config, ...config } }),
    open: (look = {}) => openPage(browser, { url: api.url, key: api.keys.operator, ...look }),
    close: async () => {
      await browser.close();
      await api.close();
    },
  };
}

async function openPage(
  browser: Browser,
  { url, key, path = '/' }: Look & { readonly url: string; readonly key: string },
): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.goto(url + path);
  await signIn(page, key);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints, asked };
}

/** Writes a key into the dialog that stands over the page. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('Your key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
