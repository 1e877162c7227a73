import type { StoreFault } from '../../kernel/errors/index.ts';

/** Whether a store takes writes, or why it does not. */
export type StoreHealth = 'up' | StoreFault;

/** The stores of the company, by what people call them. */
export interface Stores {
  readonly database: StoreHealth;
  readonly queues: StoreHealth;
}

export type StoreName = keyof Stores;

const names = { database: 'The database', queues: 'The queue store' } as const satisfies Record<StoreName, string>;

const says = {
  up: 'takes writes again',
  read_only: 'takes no writes: it is read-only',
  full: 'takes no writes: it is full',
  down: 'cannot be used',
} as const satisfies Record<StoreHealth, string>;

/** What a store's health is in a sentence. */
export function sayHealth(store: StoreName, health: StoreHealth): string {
  return `${names[store]} ${says[health]}`;
}
