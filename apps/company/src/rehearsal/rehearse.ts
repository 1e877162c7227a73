import { setTimeout as delay } from 'node:timers/promises';
import { defaultPolicies } from '@atc/core/company/policies';
import type { BrokerContext } from '@atc/core/desk/venue';
import type { Config } from '@atc/core/kernel/config';
import { InvariantError } from '@atc/core/kernel/errors';
import { sayShare } from '@atc/core/kernel/figures';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { House, Rehearsed } from '@atc/venues/house';
import { openCompany } from '../open-company.ts';
import { findingsOf } from './findings.ts';
import { listRehearsedHoldings, listRehearsedOrders, type RehearsedOrder } from './store.ts';

export interface Rehearsal {
  readonly config: Config;
  readonly house: House;
  /** Share of requests that go wrong. */
  readonly faults: number;
  /** Machine time. */
  readonly minutes: number;
  /** Purchases carry their stop, where the venue takes one. */
  readonly brackets: boolean;
  readonly color: boolean;
  readonly say: (line: string) => void;
  /** Aborted when the user has seen enough. */
  readonly end: AbortSignal;
}

interface Stage extends Rehearsed {
  readonly desk: BrokerContext;
}

const SETTLE_MS = 90_000;

/**
 * Runs the whole company against a venue on this machine that loses, delays and garbles what it is asked, and compares
 * both books at the end. Returns whether they agree.
 */
export async function rehearse({ config, house, faults, minutes, brackets, ...shown }: Rehearsal): Promise<boolean> {
  const { say, color, end } = shown;
  const stages: Stage[] = [];
  const twin = await house.twin();
  const company = await openCompany({
    config,
    color,
    say,
    tell: say,
    end,
    venue: {
      place: { venue: house.name, assetClass: house.assetClasses[0] },
      openBroker: async (desk) => {
        const wish = { cashUsd: defaultPolicies.company.starting_capital_usd, brackets };
        const opened = await twin.rehearse(desk, wish);
        stages.push({ ...opened, desk });
        return opened.broker;
      },
    },
  });
  const [stage] = stages;
  if (!stage) throw new InvariantError('the company opened without its venue');
  try {
    say(
      `Rehearsing on a local ${house.name} for ${minutes} min; ${sayShare(faults, 0)} of its ` +
        `requests go wrong. The desk: ${company.url}`,
    );
    if (company.freshKey) say(`Its operator key, for this rehearsal only: ${company.freshKey}`);
    stage.venue.faults.plague(faultRolls(stage.desk), faults);
    await untilOver(minutes, end);
    say('\nThe faults end; what is open is brought to its end.');
    stage.venue.faults.clear();
    return await compare(stage, say);
  } finally {
    await company.close();
    await stage.venue.close();
  }
}

/** A stream of rolls that is the same for the same seed. */
function faultRolls({ dice }: BrokerContext): () => number {
  let rolled = 0;
  return () => {
    rolled += 1;
    return dice.roll('rehearsal.fault', String(rolled));
  };
}

/** The time is up, or the user has seen enough. */
async function untilOver(minutes: number, end: AbortSignal): Promise<void> {
  await delay(minutes * MINUTE_MS, undefined, { signal: end }).catch(() => undefined);
}

async function compare(stage: Stage, say: (line: string) => void): Promise<boolean> {
  const deadline = performance.now() + SETTLE_MS;
  let findings = await findingsNow(stage);
  while (findings.length > 0 && performance.now() < deadline) {
    await delay(1000);
    findings = await findingsNow(stage);
  }
  const orders = await listRehearsedOrders(stage.desk.db);
  const booked = orders.filter((order) => order.filled).length;
  say(
    `${orders.length} orders intended, ${(await stage.filledOrders()).length} filled by the venue, ${booked} booked.`,
  );
  if (stage.broker.stops) say(sayStops(orders.filter((order) => order.stop)));
  for (const finding of findings) say(`DIFFERS: ${finding}`);
  if (orders.length === 0) say('The desk ordered nothing, so nothing was rehearsed: give it more minutes.');
  else if (findings.length === 0) say('Both books agree: nothing lost, nothing twice.');
  return findings.length === 0 && orders.length > 0;
}

function sayStops(stops: readonly RehearsedOrder[]): string {
  const count = (is: (stop: RehearsedOrder) => boolean) => stops.filter(is).length;
  const [sold, rest] = [count(({ filled }) => filled), count(({ rests }) => rests)];
  const refused = count(({ status }) => status === 'rejected');
  return (
    `${stops.length} of them were stops for the venue: ${sold} sold there, ${rest} still rest, ` +
    `${refused} were refused, the others taken back.`
  );
}

async function findingsNow({ desk, filledOrders, heldByVenue }: Stage): Promise<readonly string[]> {
  return findingsOf({
    orders: await listRehearsedOrders(desk.db),
    filled: await filledOrders(),
    ours: await listRehearsedHoldings(desk.db),
    theirs: heldByVenue(),
  });
}
