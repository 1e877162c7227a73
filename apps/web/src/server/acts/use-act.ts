import { useState } from 'react';
import { type ReadWhere, readAgain } from '../reads.ts';

interface Acting {
  readonly isBusy: boolean;
  /** Why the last one was refused; null where it was not. */
  readonly fault: string | null;
  /** Does something, and reads again what it is about; true when it was done. */
  act(does: () => Promise<unknown>, about: readonly ReadWhere[]): Promise<boolean>;
}

/** Something that a button does: one at a time, and why it was refused. */
export function useAct(): Acting {
  const [state, setState] = useState<'idle' | 'busy' | { readonly fault: string }>('idle');
  return {
    isBusy: state === 'busy',
    fault: typeof state === 'object' ? state.fault : null,
    act: async (does, about) => {
      setState('busy');
      try {
        await does();
        setState('idle');
        readAgain(new Set(about));
        return true;
      } catch (error) {
        setState({ fault: error instanceof Error ? error.message : String(error) });
        return false;
      }
    },
  };
}
