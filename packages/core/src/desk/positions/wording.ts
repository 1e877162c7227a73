const exits: Readonly<Record<string, string>> = {
  stop_loss: 'stop hit',
  take_profit: 'target reached',
  trailing_stop: 'trailing stop hit',
  operator: 'closed by hand',
  signal: 'sell signal',
  review: 'review said cut',
  protection: 'protection',
  trading_state: 'trading state',
  reconciliation: 'reconciliation',
  expiry: 'last day',
};

/** Why a trade ended, in words. */
export function sayExit(reason: string | null): string {
  return reason === null ? 'closed' : (exits[reason] ?? reason);
}
