import { isFinal } from '@atc/core/desk/orders';
import { type Dice, seededDice } from '@atc/core/kernel/dice';
import { expect } from 'vitest';
import { type ChaosSize, openChaosDesk } from './chaos-desk.ts';
import { numberedDeaths } from './points.ts';
import { type ChaosReport, runChaos } from './run-chaos.ts';

export interface ChaosWish extends ChaosSize {
  readonly seed: string;
  /** Fewer would prove little. */
  readonly leastKills: number;
  readonly kills: number;
  readonly longestLife: number;
  /** How many of the numbered points of an order's life a child dies at first; the rest of the kills are drawn. */
  readonly named: number;
}

export interface Survived extends ChaosReport {
  readonly orders: number;
  /** Orders that were filled in more than one part. */
  readonly inParts: number;
  /** Stops that were left with the venue, and those of them that sold. */
  readonly stops: { readonly left: number; readonly sold: number };
}

/**
 * I3, I4: lets processes trade on a venue and kills them, and expects at the end that every step has one order with a
 * last word, that the venue filled exactly the orders the desk booked, in the same quantities, that all that was bought
 * was sold, by the desk or by a stop that rested there, and that both hold the same.
 */
export async function expectSurvival(venue: string, wish: ChaosWish): Promise<Survived> {
  const dice = seededDice(`${wish.seed} ${venue}`);
  const chaos = await openChaosDesk(venue, wish, dice);
  try {
    const named = draw(numberedDeaths(venue), wish.named, dice);
    const report = await runChaos({ plan: chaos.plan, dice, ...wish, named });
    expect(report.missed).toEqual([]);
    const orders = await chaos.desk.db.order.findMany({ include: { fills: true } });
    expect(orders.filter((order) => !isFinal(order.status))).toEqual([]);
    const stops = orders.filter((order) => order.restsAt);
    const steps = orders.filter((order) => !order.restsAt).map((order) => order.stepId);
    expect(new Set(steps).size).toBe(steps.length);
    const booked = orders.filter((order) => order.fills.length > 0);
    const quantities = new Map(booked.map((order) => [order.clientOrderId, order.filledQty.toFixed()]));
    expect(quantities).toEqual(await chaos.venue.accepted());
    expect(booked.filter((order) => order.side === 'buy').length).toBe(wish.lanes * wish.rounds);
    expect(await chaos.desk.db.position.count({ where: { status: { not: 'closed' } } })).toBe(0);
    expect(report.differences).toBe(0);
    expect(report.kills).toBeGreaterThanOrEqual(wish.leastKills);
    const inParts = booked.filter((order) => order.fills.length > 1).length;
    const sold = stops.filter((order) => order.filledQty.gt(0)).length;
    return { ...report, orders: orders.length, inParts, stops: { left: stops.length, sold } };
  } finally {
    await chaos.close();
  }
}

/** So many of some deaths, one after another; which ones is drawn. */
function draw(deaths: readonly (readonly string[])[], count: number, dice: Dice): readonly string[] {
  const rolled = deaths.map((points) => ({ points, roll: dice.roll('chaos.point', points.join(', ')) }));
  return rolled
    .sort((a, b) => a.roll - b.roll)
    .slice(0, count)
    .flatMap(({ points }) => points);
}
