import { readOption } from '@atc/core/desk/instruments';
import { StartError } from '@atc/core/kernel/errors';

/** What is traded at Webull by these symbols. Throws a `StartError` where shares and options are named together. */
export function webullClassOf(symbols: readonly string[]): 'equity' | 'option' {
  const options = symbols.filter((symbol) => readOption(symbol) !== null);
  if (options.length === 0) return 'equity';
  if (options.length === symbols.length) return 'option';
  throw new StartError(
    'mixed_symbols',
    'LIVE_SYMBOLS names shares and options: each class has an account of its own, so give each a ' +
      'company with its own DATA_DIR',
  );
}
