import type { FunctionName } from './grammar/functions.ts';

/** What a bar says by itself. */
export const fields = ['open', 'high', 'low', 'close', 'volume', 'hour', 'weekday'] as const;
export type Field = (typeof fields)[number];

/** How many bars a function looks at: told, or a parameter. */
export type Period = number | string;

export const operations = ['+', '-', '*', '/'] as const;
export type Operation = (typeof operations)[number];

/** A number for each bar. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'field'; readonly name: Field }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      readonly inputs: readonly Expression[];
      readonly periods: readonly Period[];
    }
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly left: Expression;
      readonly right: Expression;
    };

export const relations = ['>', '<', '>=', '<=', 'crosses above', 'crosses below'] as const;
export type Relation = (typeof relations)[number];

/** What holds at a bar or does not. */
export interface Comparison {
  readonly kind: 'comparison';
  /** Another token whose bars are meant; null: the token that is looked at. */
  readonly symbol: string | null;
  readonly left: Expression;
  readonly relation: Relation;
  readonly right: Expression;
}

/** Conditions that hold together: all of them, any, or none. */
export interface Group {
  readonly kind: 'all' | 'any' | 'none';
  readonly of: readonly Rule[];
}

export type Rule = Comparison | Group;

/** Why a text cannot be read. */
export interface Fault {
  readonly fault: FaultName;
  /** The first character that it is about, counted from 1. */
  readonly at: number;
  readonly says: string;
}

export type FaultName =
  | 'unknown_sign'
  | 'unexpected'
  | 'unknown_name'
  | 'bad_arguments'
  | 'bad_period'
  | 'too_long'
  | 'no_comparison';
