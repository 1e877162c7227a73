import { lookbackOf, otherSymbols, type Prepared, type Values, valuesOf } from '@atc/core/desk/strategies';
import { dataRules, type TypedStrategy, typedRules } from '../rules/index.ts';
import type { Contender } from './contender.ts';

/** A strategy that is data, with the values of its parameters unless others are told. */
export function dataContender(prepared: Prepared, values: Values = valuesOf(prepared.strategy)): Contender {
  const { name, version, bars, universe } = prepared.strategy;
  return {
    ...{ name, version, bars, values, prepared },
    lookback: lookbackOf(prepared, values),
    symbols: universe.symbols ?? null,
    looksAt: otherSymbols(prepared),
    rules: (grid) => dataRules(prepared, values, grid),
  };
}

/** A strategy that is code. */
export function typedContender(typed: TypedStrategy): Contender {
  const { name, bars, lookback } = typed;
  return {
    ...{ name, version: 1, bars, lookback, symbols: null, looksAt: [], values: {}, prepared: null },
    rules: (grid) => typedRules(typed, grid),
  };
}
