import type { BarColumns } from '../../../market/index.ts';

/** In which unit its values are: prices, 0 to 100, or one of their own. */
export type Scale = 'price' | 'hundred' | 'own';

/** What a function is worked out from. */
export interface Asked {
  readonly bars: BarColumns;
  /** Its first and second column. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly periods: readonly number[];
  /** The first period. */
  readonly n: number;
}

/** A function of the language. */
export interface FunctionSpec {
  /** What it is, one line. */
  readonly says: string;
  /** Columns that it is given. */
  readonly inputs: number;
  /** The column that it takes where none is given. */
  readonly unless?: 'close' | 'high' | 'low' | undefined;
  /** Names of its periods, each a whole number of bars. */
  readonly periods: readonly string[];
  /** Bars before its first value, besides those of its columns. */
  readonly warmUp: (n: number, periods: readonly number[]) => number;
  readonly scale: Scale;
  readonly compute: (asked: Asked) => Float64Array;
}

type Plain = Pick<FunctionSpec, 'says' | 'compute'> & Partial<FunctionSpec>;

/** A function of a column, the close unless told, over `n` bars. */
export function overColumn(spec: Plain): FunctionSpec {
  return { inputs: 1, unless: 'close', periods: ['n'], warmUp: (n) => n - 1, scale: 'price', ...spec };
}

/** A function of whole bars over `n` of them. */
export function overBars(spec: Plain): FunctionSpec {
  return { inputs: 0, periods: ['n'], warmUp: (n) => n - 1, scale: 'own', ...spec };
}

/** A function of numbers of the same bar. */
export function ofNumbers(inputs: number, says: string, of: (first: number, second: number) => number): FunctionSpec {
  return {
    ...{ says, inputs, periods: [], warmUp: () => 0, scale: 'own' },
    compute: ({ first, second }) => {
      const made = new Float64Array(first.length);
      for (let i = 0; i < made.length; i += 1) made[i] = of(first[i] ?? Number.NaN, second[i] ?? Number.NaN);
      return made;
    },
  };
}
