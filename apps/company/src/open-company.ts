import { openMinds } from '@atc/agents/minds';
import { type Api, ensureOperatorKey, mintEntry, startApi } from '@atc/api/server';
import { sendAlarm } from '@atc/core/company/notifications';
import { defaultPolicies, readPolicies, writePolicy } from '@atc/core/company/policies';
import { demandVenue } from '@atc/core/desk/brokers';
import type { KernelContext } from '@atc/core/kernel';
import type { Config } from '@atc/core/kernel/config';
import { releaseAll } from '@atc/core/kernel/ending';
import type { StartError } from '@atc/core/kernel/errors';
import type { CalendarHold } from '@atc/core/kernel/identity';
import { type OpenedLoop, openLoop, openMarket, rollUniverse } from '@atc/core/loop/opening';
import { readStanding, sayStanding } from '@atc/core/loop/scorecard';
import { venues } from '@atc/venues/registry';
import { processNames, runProcesses } from '@atc/workers/fleet';
import { openLab } from '@atc/workers/lab';
import { watchAttendance } from './attendance/index.ts';
import type { Company, CompanyOptions } from './company.ts';
import { type Feed, startFeed } from './feed/index.ts';
import { openGround } from './open-ground.ts';
import { sayWhatStays } from './parting/index.ts';
import { inParts } from './start-part.ts';

/**
 * Starts the whole company in this process: servers, world, API, every worker, the feed. What was opened is released
 * when a part fails or the company is told to end meanwhile; the reason of `end` is thrown then.
 */
export async function openCompany(options: CompanyOptions): Promise<Company> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = () => releaseAll(closers);
  try {
    return { ...(await openParts(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openParts(
  options: CompanyOptions,
  closers: (() => Promise<unknown>)[],
): Promise<Omit<Company, 'close'>> {
  const { config, say, venue, attendant, end } = options;
  const part = inParts({ say, end });
  const market = await part('opening the market', () => openMarket(config, { venues, say }));
  const { stack, hold, isNewWorld, joins } = await openGround(options, { market, part, closers });
  const loop = await part('opening the desk', () =>
    openLoop({
      config,
      venues,
      databaseUrl: stack.databaseUrl,
      redisUrl: stack.redisUrl,
      workers: 16,
      name: 'company',
      market,
      attended: attendant !== undefined,
      alone: joins === null,
      ...(venue ? { openBroker: venue.openBroker } : {}),
    }),
  );
  closers.push(() => loop.close());
  const { ctx } = loop;
  if (venue) await enableRehearsed(ctx);
  if (market.feed) await rollUniverse(ctx, market);
  if (attendant && needsAttendance(config)) closers.push(watchAttendance(ctx, { input: attendant, say: options.tell }));
  const freshKey = await ensureOperatorKey(ctx.db, config.operatorKey);
  const api: Api = await part('opening the API', () => startApi(ctx, { host: config.host, port: config.port }));
  closers.push(() => api.close());
  await hold.openAt(api.url);
  const timeZone = (await readPolicies(ctx.db)).values.company?.timezone ?? 'UTC';
  const { color, columns, tell, feed: level = 'everything' } = options;
  const feed: Feed = await startFeed({ db: ctx.db, ...{ color, columns, timeZone, level }, write: tell });
  closers.push(() => feed.stop());
  const fleet = await part('asking what became of orders and starting the workers', () =>
    startFleet(ctx, hold, closers),
  );
  return {
    url: api.url,
    freshKey,
    entryUrl: columns?.() === undefined ? null : await mintEntry(ctx.db, api.url),
    standing: isNewWorld ? null : sayStanding(await readStanding(ctx)),
    joins,
    queueBackend: ctx.queues.backend,
    now: ctx.clock.now(),
    timeZone,
    isLive: config.market === 'live',
    tradingMode: config.tradingMode,
    ended: fleet.ended,
    lost: stack.lost.then((error) => tellLoss(ctx, error)),
    whatStays: () => sayWhatStays(ctx.db),
  };
}

/**
 * Starts every worker of the fleet here, with the lab that they may ask. The lab ends first: whoever waits for its
 * answer would hold up what waits for its turn.
 */
async function startFleet(ctx: OpenedLoop['ctx'], hold: CalendarHold, closers: (() => Promise<unknown>)[]) {
  const { lab, close } = openLab(ctx);
  const worker = `company-${process.pid}`;
  const fleet = await runProcesses({ ...ctx, minds: openMinds(ctx), lab, worker }, processNames, hold);
  closers.push(() => fleet.stop(), close);
  return fleet;
}

async function tellLoss(ctx: KernelContext, error: StartError): Promise<StartError> {
  const text = `${error.message}. The company ends; nothing is bought, and no stop of its own is watched.`;
  await sendAlarm(ctx, { cause: 'servers.lost', title: 'The company has lost a server of its own', text });
  return error;
}

/** Whether real money is traded where no bot may be alone. */
function needsAttendance(config: Config): boolean {
  return config.tradingMode === 'live' && demandVenue(config, venues).mustBeAttended;
}

/** A rehearsed venue is traded on like a real one, and so needs the same word. */
async function enableRehearsed(ctx: KernelContext): Promise<void> {
  await writePolicy(ctx, {
    key: 'live_trading',
    value: { ...defaultPolicies.live_trading, enabled: true },
    version: 1,
    changedBy: 'rehearsal',
    reason: 'the venue is on this machine',
  });
}
