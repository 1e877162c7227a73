import type { Command } from './command.ts';

/** What the lab can be asked for. Each is loaded when it is asked, so that none waits for what another one needs. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  backtest: async () => (await import('./play/backtest.ts')).backtest,
  ablate: async () => (await import('./play/ablate.ts')).ablate,
  check: async () => (await import('./play/check.ts')).check,
  compare: async () => (await import('./search/compare.ts')).compare,
  optimise: async () => (await import('./search/optimise.ts')).optimise,
  'walk-forward': async () => (await import('./search/walk-forward.ts')).walkForward,
  trials: async () => (await import('./ledger/trials.ts')).trials,
  show: async () => (await import('./ledger/show.ts')).show,
  promote: async () => (await import('./ledger/promote.ts')).promote,
  pause: async () => (await import('./ledger/promote.ts')).pause,
  resume: async () => (await import('./ledger/promote.ts')).resume,
  retire: async () => (await import('./ledger/promote.ts')).retire,
};
