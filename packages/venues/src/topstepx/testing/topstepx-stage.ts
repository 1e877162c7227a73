import type { Broker, OrderBody } from '@atc/core/desk/venue';
import { newId } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import type { StopsUnderTest } from '@atc/core/testing/contracts';
import { openTopstepxBroker } from '../adapter/topstepx-broker.ts';
import { openTopstepxClient } from '../adapter/topstepx-client.ts';
import { type LocalTopstepx, openLocalTopstepx } from '../local/index.ts';

const keys = { userName: 'desk', apiKey: 'key' };
const ACCOUNT = 465;
const SETTLING_MS = 50;
const PRICE = '10.25';
const pace = { requests: 10_000, windowMs: 1000 };
export const MES = 'CON.F.US.MES.Z26';
/** A month that has rolled. */
export const OLD_MES = 'CON.F.US.MES.U26';
/** A tick of 0.25 is worth 0.05 USD: one contract is 0.2 units. */
const TICK = { tickSize: 0.25, tickValue: 0.05 };

export interface TopstepxStage {
  readonly venue: LocalTopstepx;
  readonly broker: Broker;
  readonly stops: StopsUnderTest;
  /** Lets the front month be another. */
  roll(): void;
}

/** A broker on a local TopstepX that lists two months of a future. */
export async function topstepxStage(apiKey = keys.apiKey): Promise<TopstepxStage> {
  let price = PRICE;
  let rolled = false;
  const venue = await openLocalTopstepx({
    ...keys,
    accountId: ACCOUNT,
    listings: () => [
      { id: MES, ...TICK, activeContract: !rolled },
      { id: OLD_MES, ...TICK, activeContract: false },
    ],
    priceOf: () => Number(price),
  });
  const broker = openTopstepxBroker({
    client: openTopstepxClient({ ...keys, apiKey, baseUrl: venue.url, pace }),
    topstepxAccountId: ACCOUNT,
    instrumentOf: async (contract) => (contract === MES ? 'instrument' : null),
    settlingMs: SETTLING_MS,
    feeRoomUsd: new Decimal('0.4'),
    brackets: false,
    userHub: { url: venue.hubUrl, firstRestMs: 20 },
  });
  const trade = (next: string) => {
    price = next;
  };
  const roll = () => {
    rolled = true;
  };
  return { venue, broker, stops: { price: PRICE, step: '0.25', unit: '0.2', trade }, roll };
}

/** A purchase of the front month, under a fresh id each time, with some of it changed. */
export function topstepxBody(changes: Partial<OrderBody> = {}): OrderBody {
  return {
    clientOrderId: newId().replaceAll('-', ''),
    ...{ accountId: 'account', instrumentId: 'instrument', contract: MES, side: 'buy', type: 'market' },
    ...{ spendUsd: '50', quantity: null, refPrice: PRICE, triggerPrice: null, decimals: 1 },
    ...changes,
  };
}
