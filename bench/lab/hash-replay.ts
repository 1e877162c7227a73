import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readConfig } from '@atc/core/kernel/config';
import { sayCount } from '@atc/core/kernel/figures';
import { DAY_MS } from '@atc/core/kernel/time';
import { type Market, openReplayMarket, openSimulatedMarket } from '@atc/core/market';
import { playCompany } from '@atc/lab-app/company';
import { countStatements } from '../statements.ts';

/**
 * Plays so many days with the whole company, and prints what came of them as a hash for each table and one of all: of
 * REPLAY_DIR, or of the simulated market.
 */
const { values: wanted } = parseArgs({
  options: {
    days: { type: 'string', default: '10' },
    backend: { type: 'string', default: 'postgres' },
    concurrent: { type: 'boolean', default: false },
  },
});
/** So many kinds of statements are told, the most frequent first. */
const KINDS = 15;
const say = (line: string) => process.stdout.write(`${line}\n`);
const days = Number(wanted.days);
const market = await marketOf(days);
const backend = wanted.backend === 'redis' ? 'redis' : 'postgres';
const sent = countStatements();
const played = await playCompany(market, { backend, alone: !wanted.concurrent });
sent.stop();
if (!played) throw new Error(`there is no ${backend} here`);
const { state, trades, failed, cpuMs, wallMs } = played;
for (const { table, rows, hash } of state.tables) say(`${hash.slice(0, 16)}  ${table.padEnd(18)} ${rows}`);
say(`${state.total.slice(0, 16)}  total`);
const took = `${(cpuMs / 1000).toFixed(1)} s of CPU, ${(wallMs / 1000).toFixed(1)} s`;
const each = (count: number) => `${((count * market.barMs) / (days * DAY_MS)).toFixed(1)} a bar`;
say(`${sayCount(days, 'day')}, ${sayCount(trades.length, 'trade')}, ${took}`);
say(`${sayCount(sent.count(), 'statement')}, ${each(sent.count())}, the company's opening included`);
for (const [kind, count] of sent.kinds().slice(0, KINDS)) say(`  ${each(count)}  ${kind}`);
say(`code ${codeOf()}, Node ${process.versions.node}, ICU ${process.versions.icu}, time zones ${process.versions.tz}`);
if (failed > 0) {
  say(`${failed} pieces of work failed and were tried again: another run may differ`);
  process.exitCode = 1;
}

async function marketOf(length: number): Promise<Market> {
  const { replay, seed } = readConfig({ ...process.env, MARKET: process.env.REPLAY_DIR ? 'replay' : 'simulated' });
  const lasts = (from: Date) => new Date(from.getTime() + length * DAY_MS);
  if (!replay.dir) {
    const simulated = openSimulatedMarket({ seed });
    return { ...simulated, endsAt: lasts(simulated.startsAt) };
  }
  const { dir, from } = replay;
  const start = from ?? (await openReplayMarket({ dir })).startsAt;
  return openReplayMarket({ dir, from: start, to: lasts(start) });
}

/** The commit that is checked out, with a mark where files differ from it; what is known without git. */
function codeOf(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
