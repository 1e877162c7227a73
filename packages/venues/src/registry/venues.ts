import { StartError } from '@atc/core/kernel/errors';
import { exchange } from '../exchange/index.ts';
import type { House, WalletTools } from '../house/index.ts';
import { jupiter } from '../jupiter/index.ts';
import { topstepx } from '../topstepx/index.ts';
import { webull } from '../webull/index.ts';

/** Every venue, a line each. The first is the one where a live market looks unless told. */
export const venues: readonly House[] = [jupiter, webull, topstepx, exchange];

/** What makes and opens the wallet of the venue that is traded on with one. */
export async function demandWalletTools(): Promise<WalletTools> {
  const tools = await venues.find(({ wallet }) => wallet)?.wallet?.();
  if (!tools) throw new StartError('no_wallet', 'no venue is traded on with a wallet');
  return tools;
}
