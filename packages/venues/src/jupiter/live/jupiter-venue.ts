import type { LiveVenue } from '@atc/core/desk/venue';
import { judgeLive } from './judge-live.ts';
import { type LiveConfig, openLiveDesk } from './open-live-desk.ts';
import { readLiveFacts, readWalletCash } from './read-live-facts.ts';

/** Real money in a wallet on Solana. Throws a `StartError` that says what is missing. */
export async function openJupiterVenue(config: LiveConfig): Promise<LiveVenue> {
  const live = await openLiveDesk(config);
  return {
    openBroker: live.openBroker,
    readCashUsd: () => readWalletCash(live),
    preflight: async (question) =>
      judgeLive(await readLiveFacts({ ...question, live, dailyUsd: config.wallet.dailyUsd })),
  };
}
