import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';

// Takes pictures of each page of a desk that runs, and of its STOP, in two widths, light and dark:
// `OPERATOR_KEY=… npm run shots -- --url http://127.0.0.1:3000 --to shots`.
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    to: { type: 'string', default: 'shots' },
  },
});

const PATIENCE_MS = 20_000;
const looks = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const;
type Look = (typeof looks)[number];

process.exitCode = await takeShots();

async function takeShots(): Promise<number> {
  const key = process.env.OPERATOR_KEY;
  const program = browserIn(process.env.PATH ?? '');
  if (!key || !program) {
    process.stderr.write(key ? 'No Chromium is installed here\n' : 'OPERATOR_KEY is not set\n');
    return 1;
  }
  await mkdir(values.to, { recursive: true });
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
  try {
    for (const look of looks) await shootAll(browser, look, key);
  } finally {
    await browser.close();
  }
  return 0;
}

function browserIn(path: string): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return path
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(existsSync);
}

async function shootAll(browser: Browser, look: Look, key: string): Promise<void> {
  const page = await browser.newPage({ viewport: look, colorScheme: look.colorScheme });
  page.setDefaultTimeout(PATIENCE_MS);
  const shoot = async (name: string) => {
    const path = join(values.to, `${name}-${look.width}-${look.colorScheme}.png`);
    await page.screenshot({ path });
    process.stdout.write(`${path}\n`);
  };
  await page.goto(values.url);
  await page.getByLabel('Your key').waitFor();
  await shoot('sign-in');
  await page.getByLabel('Your key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await shootPages(page, shoot);
  await shootStop(page, shoot);
  await page.close();
}

async function shootPages(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.locator('.feed > li').first().waitFor();
  await settle(page);
  await shoot('desk');
  const why = page.locator('a[href^="/trades/"]').first();
  if ((await why.count()) > 0) {
    await why.click();
    await page.locator('.chapters').waitFor();
    await settle(page);
    await shoot('trade');
  }
  for (const [path, name, there] of [
    ['/trades', 'trades', '.calendar, .empty'],
    ['/floor', 'floor', '.debate li, .empty'],
    ['/agents', 'agents', '.affinity'],
    ['/agents/sage', 'agent', '.memories, .empty'],
    ['/rules/trade_limits', 'rules', '.policy-form'],
    ['/signals', 'signals', '.flow, .empty'],
    ['/operations', 'operations', '.beat li, .empty'],
    ['/settings', 'settings', '.about'],
  ] as const) {
    await page.goto(values.url + path);
    await page.locator(there).first().waitFor();
    await shoot(name);
  }
  await page.goto(values.url);
}

async function shootStop(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await settle(page);
  await page.getByRole('button', { name: '■ STOP' }).click();
  await page.getByRole('radio', { name: /^Halt all/ }).check();
  await shoot('stop');
  await page.keyboard.press('Escape');
}

/** Waits until what is drawn late is drawn. */
async function settle(page: Page): Promise<void> {
  await page.locator('.frame:not(.skeleton), .empty.tall').first().waitFor();
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready');
}
