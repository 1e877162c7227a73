import type { z } from 'zod';
import type { Config, Variables } from './config.ts';
import type { Environment } from './environment.ts';
import { sayFault } from './faults/say-fault.ts';

/** What is wished of a venue besides its own variables. */
export interface VenueWish {
  readonly tradingMode: Environment['TRADING_MODE'];
  /** Prices come from this venue. */
  readonly isLive: boolean;
}

/** The variables that one venue adds to the company's. */
export interface VenueVariables {
  readonly schema: z.ZodObject;
  readonly names: readonly string[];
  /** Variables without which no live market is had there, the company's own among them. */
  readonly needs: readonly string[];
  /** What is wrong with what was given of them, a sentence each. */
  faultsOf(given: Variables, wish: VenueWish): readonly string[];
}

/** Variables of a venue that makes settings of a type of its own of them. */
export interface VenueSettings<S> extends VenueVariables {
  settingsOf(config: Pick<Config, 'venueVariables'>): S;
}

export interface DeclaredVariables<V extends z.ZodObject, S> {
  readonly schema: V;
  readonly needs: readonly string[];
  /** What is wrong with variables that can be read one by one. */
  faults?(values: z.infer<V>, wish: VenueWish): readonly string[];
  read(values: z.infer<V>): S;
}

/** Declares the variables of a venue by their schema. */
export function declareVariables<V extends z.ZodObject, S>(declared: DeclaredVariables<V, S>): VenueSettings<S> {
  const { schema, needs } = declared;
  return {
    schema,
    names: Object.keys(schema.shape),
    needs,
    faultsOf: (given, wish) => {
      const parsed = schema.safeParse(given);
      if (parsed.success) return declared.faults?.(parsed.data, wish) ?? [];
      return parsed.error.issues.map((issue) => sayFault(issue, given));
    },
    settingsOf: ({ venueVariables }) => declared.read(schema.parse(venueVariables)),
  };
}
