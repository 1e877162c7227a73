import type { Hearer } from '@atc/core/desk/venue';
import { type HubPlace, listenToHub } from './connection.ts';
import { concerns, PUSHES } from './pushes.ts';

export interface UserHub extends HubPlace {
  readonly accountId: number;
}

/**
 * Listens to the user hub until the signal aborts. What was pushed while there was no connection is lost, so that every
 * new subscription is news of everything.
 */
export async function listenToUserHub(hub: UserHub, hearer: Hearer): Promise<void> {
  const { accountId } = hub;
  const heard = Object.entries(PUSHES).map(([name, about]) => [
    name,
    (push: unknown) => {
      if (concerns(accountId, push)) hearer.hear(about);
    },
  ]);
  await listenToHub(
    hub,
    {
      heard: Object.fromEntries(heard),
      subscribe: async (connection) => {
        await connection.invoke('SubscribeAccounts');
        for (const what of ['Orders', 'Positions', 'Trades']) await connection.invoke(`Subscribe${what}`, accountId);
        hearer.hear('orders');
        hearer.hear('holdings');
      },
    },
    hearer,
  );
}
