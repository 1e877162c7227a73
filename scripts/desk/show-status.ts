import { readPolicies } from '@atc/core/company/policies';
import { readPortfolio } from '@atc/core/desk/portfolio';
import { listActiveLocks, readTradingState } from '@atc/core/desk/protections';
import { readRisk } from '@atc/core/desk/risk';
import { loadConfig } from '@atc/core/kernel/config';
import { lookFor, nameHolder, readCalendar, thisMachine } from '@atc/core/kernel/identity';
import { plain } from '@atc/core/kernel/money';
import { sayFullTime } from '@atc/core/kernel/time';
import { openMarket } from '@atc/core/loop/opening';
import { readStanding, sayStanding } from '@atc/core/loop/scorecard';
import { venues } from '@atc/venues/registry';
import type { Desk } from './desk.ts';
import { exitCodeOf, linesOf, type Status, troublesOf } from './status.ts';
import { readAttention } from './store.ts';

/** Shows the desk on one screen, or as JSON for a program; returns the exit code. */
export async function showStatus(desk: Desk, { json }: { readonly json: boolean }): Promise<number> {
  const status = await readStatus(desk);
  if (json) desk.say(JSON.stringify(programStatus(status), null, 2));
  else for (const line of linesOf(status)) desk.say(line);
  return exitCodeOf(status);
}

async function readStatus({ db, clock }: Desk): Promise<Status> {
  const now = clock.now();
  const [state, risk, books, locks, attention, { values }] = await Promise.all([
    readTradingState(db),
    readRisk({ db, clock }),
    readPortfolio(db),
    listActiveLocks(db, now),
    readAttention(db),
    readPolicies(db),
  ]);
  const account = await db.account.findFirst({ orderBy: { createdAt: 'asc' }, select: { mode: true } });
  const { lastBeatAt } = attention;
  return {
    runs: await whoRuns(db),
    time: sayFullTime(now, values.company?.timezone ?? 'UTC'),
    mode: account?.mode ?? 'paper',
    standing: await standingOf({ db, clock }),
    todayUsd: plain(books.dayPnlUsd),
    beatMs: lastBeatAt && now.getTime() - lastBeatAt.getTime(),
    ...{ state, risk, locks, attention },
  };
}

async function whoRuns(db: Desk['db']): Promise<string | null> {
  const holder = (await readCalendar(db))?.holder;
  return holder && lookFor(holder) !== 'gone' ? nameHolder(holder, thisMachine()) : null;
}

/** How it stands, by the market that this machine is set to; with live prices the page says it. */
async function standingOf({ db, clock }: Pick<Desk, 'db' | 'clock'>): Promise<string | null> {
  const config = loadConfig(venues);
  if (config.market === 'live') return null;
  const market = await openMarket(config, { venues, say: () => undefined });
  return sayStanding(await readStanding({ db, clock, market }));
}

function programStatus(status: Status) {
  const { runs, mode, state, risk, attention, beatMs, todayUsd } = status;
  return {
    ...{ runs: runs !== null, mode, beatMs, todayUsd, ...attention },
    ...{ state: state.state, epoch: state.epoch, reason: state.reason, changedBy: state.changedBy },
    ...{ equityUsd: plain(risk.equityUsd), lossUsd: plain(risk.lossUsd), lossShare: risk.lossShare },
    positions: risk.positions.map(({ positionId, symbol, contract, valueUsd, price, stop, lossUsd, stopRests }) => ({
      ...{ positionId, symbol, contract, stopRests },
      ...{ valueUsd: plain(valueUsd), price: plain(price), stop: stop && plain(stop), lossUsd: plain(lossUsd) },
    })),
    limits: risk.limits.map(({ name, unit, used, limit }) => ({
      ...{ name, unit, used: plain(used), limit: limit && plain(limit) },
    })),
    troubles: troublesOf(status),
  };
}
