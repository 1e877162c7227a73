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

/** The same contender that decides everything one bar later. */
export function delayed(contender: Contender): Contender {
  const later = (column: Uint8Array) => Uint8Array.from(column, (_, bar) => column[bar - 1] ?? 0);
  return {
    ...contender,
    rules: (grid) => {
      const rules = contender.rules(grid);
      const tokens = rules.tokens.map((of) => of && { ...of, enters: later(of.enters), exits: later(of.exits) });
      return { ...rules, tokens };
    },
  };
}
