import type { Holding } from './held-store.ts';

/** What is known before a company is forgotten. */
export interface Facts {
  readonly folder: string;
  /** Null: the database cannot be read. */
  readonly holding: Holding | null;
  /** The settings say that real money is traded. */
  readonly meansReal: boolean;
}

/** Why a company must not be forgotten, in one line; null when it may. */
export function whyNotForget({ folder, holding, meansReal }: Facts): string | null {
  if (!holding && meansReal)
    return `what the real-money company in ${folder} holds cannot be read: look at it first; nothing was deleted`;
  if (holding?.real && holding.held.length > 0)
    return (
      `the company in ${folder} holds REAL MONEY in ${holding.held.join(', ')}: sell it first, or nothing watches it ` +
      'any more; nothing was deleted'
    );
  return null;
}

/** What is forgotten with a company, in words. */
export function whatIsForgotten({ holding }: Facts): string {
  if (!holding) return 'a company whose database cannot be read';
  const { real, held, trades } = holding;
  const positions = held.length > 0 ? `, positions in ${held.join(', ')}` : '';
  return (
    `a company of ${real ? 'REAL MONEY' : 'paper money'} with ${trades} closed trades` + `${positions} and all memories`
  );
}
