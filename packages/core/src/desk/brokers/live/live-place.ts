import type { Config } from '../../../kernel/config/index.ts';
import { StartError } from '../../../kernel/errors/index.ts';
import { readOption, type TradingPlace } from '../../instruments/index.ts';

type Traded = Pick<Config, 'liveVenue' | 'liveSymbols'>;

/** Where what the configuration wants traded for real is accounted for: one account for each venue and class. */
export function livePlaceOf({ liveVenue, liveSymbols }: Traded): TradingPlace {
  switch (liveVenue) {
    case 'jupiter':
      return { venue: 'jupiter', assetClass: 'crypto' };
    case 'topstepx':
      return { venue: 'topstepx', assetClass: 'future' };
    case 'webull':
      return { venue: 'webull', assetClass: webullClassOf(liveSymbols) };
    default: {
      const missed: never = liveVenue;
      return missed;
    }
  }
}

/** What is traded at Webull by these symbols. Throws a `StartError` where shares and options are named together. */
export function webullClassOf(symbols: readonly string[]): 'equity' | 'option' {
  const options = symbols.filter((symbol) => readOption(symbol) !== null);
  if (options.length === 0) return 'equity';
  if (options.length === symbols.length) return 'option';
  throw new StartError(
    'mixed_symbols',
    'LIVE_SYMBOLS names shares and options: each class has an account of its own, so give each a company with its own DATA_DIR',
  );
}
