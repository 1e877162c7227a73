import { openTopstepxBroker, openTopstepxClient, openWebullBroker, openWebullClient } from '@atc/core/desk/brokers';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { Broker } from '@atc/core/desk/venue';
import type { BaseDb } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import type { Clock } from '@atc/core/kernel/time';
import { openChaosJupiter } from './jupiter.ts';
import type { ChaosPlace } from './plan.ts';

export const CHAOS_KEYS = { appKey: 'chaos', appSecret: 'chaos' };
export const CHAOS_ACCOUNT = 'CHAOS';
export const CHAOS_LOGIN = { userName: 'chaos', apiKey: 'chaos' };
export const CHAOS_LOGIN_ACCOUNT = 1;
const FAST = { requests: 100_000, windowMs: 1000 };
/** How long an absence must last before it is believed; seconds at a real venue. */
const SETTLING_MS = 20;

/** The broker of a venue that runs elsewhere; null where the desk's own paper broker is the venue. */
export function openChaosBroker(place: ChaosPlace, db: BaseDb, clock: Clock): Broker | null {
  if (place.venue === 'paper') return null;
  if (place.venue === 'jupiter') return openChaosJupiter({ ...place, db, clock });
  const instrumentOf = async (contract: string) => (await findInstrumentsByContract(db, [contract]))[0]?.id ?? null;
  if (place.venue === 'topstepx')
    return openTopstepxBroker({
      client: openTopstepxClient({ ...CHAOS_LOGIN, baseUrl: place.url, pace: FAST }),
      topstepxAccountId: CHAOS_LOGIN_ACCOUNT,
      instrumentOf,
      settlingMs: SETTLING_MS,
      feeRoomUsd: new Decimal('0.01'),
      brackets: true,
    });
  return openWebullBroker({
    client: openWebullClient({
      ...CHAOS_KEYS,
      baseUrl: place.url,
      paces: { orders: FAST, queries: FAST, token: FAST },
    }),
    webullAccountId: CHAOS_ACCOUNT,
    assetClass: 'equity',
    instrumentOf,
    settlingMs: SETTLING_MS,
  });
}
