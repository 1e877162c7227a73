import { readPolicies } from '@atc/core/company/policies';
import { readHeartbeat } from '@atc/core/company/runs';
import { readPortfolio } from '@atc/core/desk/portfolio';
import { listActiveLocks, readTradingState } from '@atc/core/desk/protections';
import { readRisk } from '@atc/core/desk/risk';
import { lookFor, nameHolder, readCalendar, thisMachine } from '@atc/core/kernel/identity';
import { plain } from '@atc/core/kernel/money';
import { sayFullTime } from '@atc/core/kernel/time';
import { openMarket } from '@atc/core/loop/opening';
import { readStanding, sayStanding } from '@atc/core/loop/scorecard';
import { venues } from '@atc/venues/registry';
import type { Desk } from './desk.ts';
import { exitCodeOf, linesOf, type Status, troublesOf } from './status.ts';
import { countDeadLetters } from './store.ts';

/** Shows the desk on one screen, or as JSON for a program; returns the exit code. */
export async function showStatus(desk: Desk, { json }: { readonly json: boolean }): Promise<number> {
  const status = await readStatus(desk);
  if (json) desk.say(JSON.stringify(programStatus(status), null, 2));
  else for (const line of linesOf(status)) desk.say(line);
  return exitCodeOf(status);
}

async function readStatus({ config, db, clock }: Desk): Promise<Status> {
  const now = clock.now();
  const [state, risk, books, locks, deadLetters, beat, { values }] = await Promise.all([
    readTradingState(db),
    readRisk({ db, clock }),
    readPortfolio(db),
    listActiveLocks(db, now),
    countDeadLetters(db),
    readHeartbeat(db, clock.world),
    readPolicies(db),
  ]);
  const account = await db.account.findFirst({ orderBy: { createdAt: 'asc' }, select: { mode: true } });
  return {
    runs: await whoRuns(db),
    time: sayFullTime(now, values.company?.timezone ?? 'UTC'),
    mode: account?.mode ?? 'paper',
    standing: await standingOf({ config, db, clock }),
    todayUsd: plain(books.dayPnlUsd),
    ...{ state, risk, locks, deadLetters, beat },
  };
}

async function whoRuns(db: Desk['db']): Promise<string | null> {
  const holder = (await readCalendar(db))?.holder;
  return holder && lookFor(holder) !== 'gone' ? nameHolder(holder, thisMachine()) : null;
}

/** How it stands, by the market that this machine is set to; with live prices the page says it. */
async function standingOf({ config, db, clock }: Pick<Desk, 'config' | 'db' | 'clock'>): Promise<string | null> {
  if (config.market === 'live') return null;
  const market = await openMarket(config, { venues, say: () => undefined });
  return sayStanding(await readStanding({ db, clock, market }));
}

function programStatus(status: Status) {
  const { runs, mode, state, risk, deadLetters, beat, todayUsd } = status;
  return {
    ...{ runs: runs !== null, mode, todayUsd, deadLetters, beatLate: beat?.late ?? null },
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
