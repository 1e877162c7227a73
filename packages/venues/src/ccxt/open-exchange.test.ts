import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openExchange } from './open-exchange.ts';

const run = promisify(execFile);

/** The files of ccxt that a process loads with a file of ours. */
async function loadedWith(file: string): Promise<readonly string[]> {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) {
      if (url.includes('/node_modules/ccxt/')) console.log(url);
      return next(url, context);
    } });
    ${file}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  return stdout.trim().split('\n').filter(Boolean);
}

const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

test('is in no process that did not open an exchange', async () => {
  expect(await loadedWith(`await import(${at('./index.ts')}); await import(${at('../registry/index.ts')});`)).toEqual(
    [],
  );
});

test('loads one exchange, and no other', async () => {
  const opened = `(await import(${at('./index.ts')})).openExchange({ id: 'okx', timeoutMs: 1000 })`;
  const loaded = (await loadedWith(`await ${opened}`)).map((url) => url.split('/js/src/')[1] ?? url);
  expect(loaded.filter((file) => /^\w+\.js$/.test(file))).toEqual(['okx.js']);
  expect(loaded).not.toContain('ccxt.js');
});

test('asks the address that it is given, for what is traded at the spot alone', async () => {
  const { exchange } = await openExchange({ id: 'gate', url: 'http://127.0.0.1:9', timeoutMs: 1000 });
  expect(JSON.stringify(exchange.urls.api)).toContain('http://127.0.0.1:9/api/v4');
  expect(JSON.stringify(exchange.urls.api)).not.toContain('gateio');
  expect(exchange.options.fetchMarkets.types).toEqual(['spot']);
});

test('may try again what nobody answered, and not what it would say again', async () => {
  const opened = await openExchange({ id: 'binance', url: 'http://127.0.0.1:9', timeoutMs: 1000 });
  const silence = await opened.exchange.publicGetTime().catch((error: unknown) => error);
  expect(opened.mayPass(silence)).toBe(true);
  expect(opened.mayPass(new TypeError('an answer that cannot be read'))).toBe(true);
  opened.exchange.markets = {};
  const strange = await opened.exchange.fetchTicker('NONE/USDT').catch((error: unknown) => error);
  expect(opened.mayPass(strange)).toBe(false);
});
