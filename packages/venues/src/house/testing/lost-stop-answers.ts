import type { Broker, OrderBody } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { expect, test } from 'vitest';
import type { LocalVenue } from '../../local/index.ts';

export interface StopStage {
  readonly venue: Pick<LocalVenue, 'faults'>;
  readonly broker: Broker;
}

export interface LostStopAnswers {
  readonly venue: string;
  /** Stage of the test that runs, on which something is held. */
  stage(): StopStage;
  /** Calls that place a stop and that move it. */
  readonly paths: { readonly place: RegExp; readonly move: RegExp };
  /** A stop over what is held, at `level`, under a fresh id. */
  stopOf(): OrderBody;
  /** State and price of each stop as the venue has them. */
  stops(): readonly (readonly [state: string, price: string])[];
  /** Price of the first stop, price it is wished to have, and price it then has in the venue's steps. */
  readonly levels: { readonly placed: string; readonly wished: string; readonly moved: string };
}

const faults = [
  ['the connection breaks', { kind: 'drop' }],
  ['the answer is an error of the venue', { kind: 'status', status: 500, body: { error_code: 'SYSTEM_ERROR' } }],
  ['the answer cannot be read', { kind: 'malformed' }],
] as const;

/** Moves a stop that rests at a venue which can move them. */
export function moveStop({ stops }: Broker, { clientOrderId }: OrderBody, level: string) {
  if (!stops?.move) throw new Error('no stop is moved here');
  return stops.move(clientOrderId, new Decimal(level));
}

/** What the venue reports of an order; null where it knows none. */
export async function reportOf(broker: Broker, { clientOrderId }: OrderBody) {
  const status = await broker.status(clientOrderId);
  return status.kind === 'report' ? status.report : null;
}

/** I4: what the desk makes of a stop at a venue whose answers are lost. */
export function testLostStopAnswers({ venue: name, stage, paths, stopOf, stops, levels }: LostStopAnswers): void {
  const { placed, wished, moved } = levels;

  test.each(faults)(
    'I4: when %s after a stop was placed, it is one stop at its level, sent again or not',
    async (_, fault) => {
      const [{ venue, broker }, stop] = [stage(), stopOf()];
      venue.faults.inject({ path: paths.place, moment: 'after', fault, times: 1 });
      await expect(broker.place(stop)).rejects.toThrow(name);
      expect((await reportOf(broker, stop))?.restsAt?.toFixed()).toBe(placed);
      expect((await broker.place(stop)).restsAt?.toFixed()).toBe(placed);
      expect(stops()).toEqual([['working', placed]]);
    },
  );

  test.each(faults)('I4: when %s after a stop was moved, it is one stop at the new level', async (_, fault) => {
    const [{ venue, broker }, stop] = [stage(), stopOf()];
    await broker.place(stop);
    venue.faults.inject({ path: paths.move, moment: 'after', fault, times: 1 });
    await expect(moveStop(broker, stop, wished)).rejects.toThrow(name);
    expect((await reportOf(broker, stop))?.restsAt?.toFixed()).toBe(moved);
    expect(await moveStop(broker, stop, wished)).toEqual({ kind: 'asked' });
    expect(stops()).toEqual([['working', moved]]);
  });

  test.each(faults)(
    'I4: when %s before a stop was moved, it rests where it was until it is wished again',
    async (_, fault) => {
      const [{ venue, broker }, stop] = [stage(), stopOf()];
      await broker.place(stop);
      venue.faults.inject({ path: paths.move, moment: 'before', fault, times: 1 });
      await expect(moveStop(broker, stop, wished)).rejects.toThrow(name);
      expect(stops()).toEqual([['working', placed]]);
      expect(await moveStop(broker, stop, wished)).toEqual({ kind: 'asked' });
      expect(stops()).toEqual([['working', moved]]);
    },
  );
}
