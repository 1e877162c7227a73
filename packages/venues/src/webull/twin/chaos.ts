import { z } from 'zod';
import type { ChaosTwin } from '../../house/index.ts';
import { openWebullBroker } from '../adapter/webull-broker.ts';
import { openWebullClient } from '../adapter/webull-client.ts';
import { openLocalWebull } from '../local/local-webull.ts';

const KEYS = { appKey: 'chaos', appSecret: 'chaos' };
const ACCOUNT = 'CHAOS';
const FAST = { requests: 100_000, windowMs: 1000 };
/** How long an absence must last before it is believed; seconds at the real venue. */
const SETTLING_MS = 20;
const place = z.object({ url: z.url() });

/** A local Webull for processes that are killed while they trade on it. */
export const webullChaos: ChaosTwin = {
  price: 20,
  fillsInParts: true,
  open: async ({ price, partly, now }) => {
    const venue = await openLocalWebull({
      ...KEYS,
      accountId: ACCOUNT,
      cashUsd: 1e6,
      priceOf: price,
      now: () => now,
      needsToken: true,
    });
    venue.fillPartly(partly);
    return {
      venue,
      place: { url: venue.url } satisfies z.infer<typeof place>,
      accepted: async () =>
        new Map(
          [...venue.book.orders].flatMap(([id, { filled }]) => (filled.isZero() ? [] : [[id, filled.toFixed()]])),
        ),
      close: () => venue.close(),
    };
  },
  openBroker: (at, { instrumentOf }) =>
    openWebullBroker({
      client: openWebullClient({
        ...KEYS,
        baseUrl: place.parse(at).url,
        paces: { orders: FAST, queries: FAST, token: FAST },
      }),
      webullAccountId: ACCOUNT,
      assetClass: 'equity',
      instrumentOf,
      settlingMs: SETTLING_MS,
    }),
};
