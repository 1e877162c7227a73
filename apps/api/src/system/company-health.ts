import { openProbe, type Stores } from '@atc/core/company/health';
import { openWatchLook, type WatchLook, type WatchState } from '@atc/core/loop/clockwork';
import type { HostContext } from '../host-context.ts';

/** Whether the company can do its work: its stores take writes, and what is held is watched. */
export interface CompanyHealth extends Stores {
  readonly watch: WatchState;
}

export interface HealthReader {
  read(): Promise<CompanyHealth>;
  close(): void;
}

const LOOK_MS = 2000;

/** Opens a look at the company's health that measures how long the watch stands also while nobody asks. */
export function openHealth(ctx: HostContext): HealthReader {
  const probe = openProbe(ctx);
  const look = openWatchLook(ctx);
  let last: WatchLook | null = null;
  const see = async (): Promise<WatchState> => {
    try {
      last = await look();
      return last.state;
    } catch {
      return unseen(last);
    }
  };
  const timer = setInterval(() => void see(), LOOK_MS).unref();
  return {
    read: async () => {
      const stores = await probe();
      return { ...stores, watch: stores.database === 'down' ? unseen(last) : await see() };
    },
    close: () => clearInterval(timer),
  };
}

/** What was held is still held, and nobody can say that it is watched. */
const unseen = (last: WatchLook | null): WatchState => (last && last.held > 0 ? 'late' : 'none');
