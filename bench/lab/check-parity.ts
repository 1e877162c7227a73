import { readConfig } from '@atc/core/kernel/config';
import { openReplayMarket, seriesMarket } from '@atc/core/market';
import { deskSettings, playDesk } from '@atc/lab/desk';
import { agreementOf } from '@atc/lab/parity';
import { openWorld } from '@atc/lab/world';
import { asTheLab, playCompany } from '@atc/lab-app/company';

/** Plays a recording with the whole company and with the lab, and compares them trade by trade. */
const { replay } = readConfig({ ...process.env, MARKET: 'replay' });
const say = (line: string) => process.stdout.write(`${line}\n`);

if (!replay.dir) {
  process.stderr.write('REPLAY_DIR names no folder of recorded candles\n');
  process.exitCode = 2;
} else {
  const { dir, from, to } = replay;
  const market = await openReplayMarket({ dir, ...(from ? { from } : {}), ...(to ? { to } : {}) });
  const world = openWorld(seriesMarket(market, market.endsAt ?? market.startsAt));
  const begun = process.cpuUsage();
  const ours = playDesk(world, deskSettings(world, { policies: asTheLab }));
  const { user, system } = process.cpuUsage(begun);
  say(`lab: ${ours.trades.length} trades, ${ours.signals} signals, ${((user + system) / 1000).toFixed(0)} ms of CPU`);
  const theirs = await playCompany(market, { backend: 'postgres', policies: asTheLab });
  if (!theirs) throw new Error('the company could not be played');
  say(`company: ${theirs.trades.length} trades, ${theirs.signals} signals, ${theirs.cpuMs.toFixed(0)} ms of CPU`);
  const { same, exact, differences } = agreementOf(theirs.trades, ours.trades);
  say(`the same token, times and reason: ${same}; prices, quantity, fees and result within 1e-9: ${exact}`);
  for (const line of differences) say(line);
  if (differences.length > 0) process.exitCode = 1;
}
