import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OrderBody } from '../../desk/venue/index.ts';
import { tightened } from '../../desk/venue/stops.ts';
import { Decimal, type DecimalInput } from '../../kernel/money/index.ts';
import { type BrokerUnderTest, quantityOf, type StopsUnderTest, shown } from './broker-under-test.ts';

const SPEND_USD = '500';

/** What every broker must do at whose venue stops rest. */
export function restingStopsContract(
  name: string,
  open: () => Promise<BrokerUnderTest>,
  { moves }: { readonly moves: boolean },
): void {
  describe(`${name} lets stops rest at its venue`, () => {
    let it: BrokerUnderTest;
    let venue: StopsUnderTest;
    beforeAll(async () => {
      it = await open();
      if (!it.stops) throw new Error('there is nothing that moves the price');
      venue = it.stops;
    });
    beforeEach(() => venue.trade(venue.price));
    afterAll(() => it.close());

    const held = async () => {
      const holdings = await it.broker.holdings(it.accountId);
      return holdings.reduce((sum, { quantity }) => sum.add(quantity), new Decimal(0));
    };
    const part = (share: DecimalInput) => new Decimal(venue.price).mul(share);
    const stopOf = (quantity: DecimalInput, level: Decimal): OrderBody =>
      it.body({
        ...{ side: 'sell', type: 'stop', spendUsd: null },
        ...{ quantity: new Decimal(quantity).toFixed(), stopPrice: level.toFixed() },
      });
    /** A purchase, and the body of a stop over all of it that may rest. */
    const heldWith = async (level = part('0.9')) => {
      const bought = quantityOf(await it.broker.place(it.body({ spendUsd: SPEND_USD })));
      return stopOf(bought.toNearest(venue.unit, Decimal.ROUND_DOWN), level);
    };
    const rested = async () => {
      const body = await heldWith();
      expect((await it.broker.place(body)).status).toBe('submitted');
      return body;
    };
    const reportOf = async ({ clientOrderId }: OrderBody) => {
      const status = await it.broker.status(clientOrderId);
      if (status.kind !== 'report') throw new Error('the order is not there');
      return status.report;
    };
    const move = ({ clientOrderId }: OrderBody, level: Decimal) => it.broker.stops?.move?.(clientOrderId, level);
    const expectUnmoved = async (body: OrderBody, level: Decimal) => {
      expect((await move(body, level))?.kind).toBe(moves ? 'refused' : undefined);
    };
    const openOf = async ({ clientOrderId }: OrderBody) => {
      const { openOrders } = await it.broker.statement(it.accountId);
      return (openOrders ?? []).filter((order) => order.clientOrderId === clientOrderId).length;
    };
    const takeBack = ({ clientOrderId }: OrderBody) => it.broker.takeBack(clientOrderId);

    test('it says of itself that stops rest there', () => {
      expect(it.broker.stops).toBeDefined();
      expect(it.broker.stops?.move !== undefined).toBe(moves);
    });

    test('a stop works at its price, rounded to a step and never looser, and sells nothing', async () => {
      const wished = tightened(part('0.9'), new Decimal(venue.step)).add(new Decimal(venue.step).div(3));
      const body = await heldWith(wished);
      const before = await held();
      const report = await it.broker.place(body);
      expect(report).toMatchObject({ status: 'submitted', fills: [], reason: null });
      expect(report.restsAt?.toFixed()).toBe(tightened(wished, new Decimal(venue.step)).toFixed());
      expect(report.restsAt?.gte(wished)).toBe(true);
      expect((await reportOf(body)).restsAt).toEqual(report.restsAt);
      expect((await held()).toFixed()).toBe(before.toFixed());
      await takeBack(body);
    });

    test('placed twice, or ten times at once, it is one stop', async () => {
      const body = await heldWith();
      const reports = await Promise.all(Array.from({ length: 10 }, () => it.broker.place(body)));
      expect(new Set([...reports, await it.broker.place(body)].map(shown)).size).toBe(1);
      expect(await openOf(body)).toBe(1);
      await takeBack(body);
      expect(await openOf(body)).toBe(0);
    });

    if (moves)
      test('it is moved up, and moved twice it is moved once', async () => {
        const body = await rested();
        const wished = part('0.95');
        for (let wish = 0; wish < 2; wish += 1) {
          expect(await move(body, wished)).toEqual({ kind: 'asked' });
          const { status, restsAt } = await reportOf(body);
          expect([status, restsAt?.toFixed()]).toEqual([
            'submitted',
            tightened(wished, new Decimal(venue.step)).toFixed(),
          ]);
          expect(await openOf(body)).toBe(1);
        }
        // The same body does not move it back.
        expect((await it.broker.place(body)).restsAt?.gte(wished)).toBe(true);
        await takeBack(body);
      });

    test('it is taken back, once, and then nothing was sold and nothing is moved', async () => {
      const body = await rested();
      const before = await held();
      expect(await takeBack(body)).toEqual({ kind: 'asked' });
      expect((await takeBack(body)).kind).toBe('refused');
      await expectUnmoved(body, part('0.95'));
      venue.trade(part('0.5').toFixed());
      expect(await reportOf(body)).toMatchObject({ status: 'canceled', fills: [], restsAt: null });
      expect((await held()).toFixed()).toBe(before.toFixed());
    });

    test('once its price is reached it sells, once, and what it sold and for how much is told', async () => {
      const body = await rested();
      const before = await held();
      const reached = tightened(part('0.9'), new Decimal(venue.step)).toFixed();
      venue.trade(reached);
      const report = await reportOf(body);
      expect(report).toMatchObject({ status: 'filled', restsAt: null });
      expect(quantityOf(report).toFixed()).toBe(body.quantity);
      expect(new Set(report.fills.map(({ price }) => price.toFixed()))).toEqual(new Set([reached]));
      expect((await held()).toFixed()).toBe(before.sub(body.quantity ?? 0).toFixed());
      // It has ended: neither a wish nor another price changes what it was.
      await expectUnmoved(body, part('0.5'));
      expect((await takeBack(body)).kind).toBe('refused');
      venue.trade(part('0.5').toFixed());
      expect([await reportOf(body), await it.broker.place(body)].map(shown)).toEqual([shown(report), shown(report)]);
      expect((await held()).toFixed()).toBe(before.sub(body.quantity ?? 0).toFixed());
    });

    test('where the price gaps through it, it sells at the price that there is', async () => {
      const body = await rested();
      const gap = tightened(part('0.6'), new Decimal(venue.step)).toFixed();
      venue.trade(gap);
      const { fills } = await reportOf(body);
      expect(new Set(fills.map(({ price }) => price.toFixed()))).toEqual(new Set([gap]));
    });

    test('above its price it rests, however close the price comes', async () => {
      const body = await rested();
      venue.trade(tightened(part('0.9'), new Decimal(venue.step)).add(venue.step).toFixed());
      expect(await reportOf(body)).toMatchObject({ status: 'submitted', fills: [] });
      await takeBack(body);
    });

    test.each<[string, (body: OrderBody) => Partial<OrderBody>]>([
      ['over less than one unit', () => ({ quantity: new Decimal(venue.unit).mul('0.9').toFixed() })],
      ['at the market', () => ({ stopPrice: venue.price })],
      ['above the market', () => ({ stopPrice: part(2).toFixed() })],
      ['over more than is held', ({ quantity }) => ({ quantity: new Decimal(quantity ?? 0).mul(1000).toFixed() })],
      ['that buys', () => ({ side: 'buy', spendUsd: SPEND_USD, quantity: null })],
      ['without a price', () => ({ stopPrice: '0' })],
    ])('a stop %s is rejected with a reason and sells nothing', async (_, changes) => {
      const body = await heldWith();
      const before = await held();
      const report = await it.broker.place({ ...body, ...changes(body) });
      expect(report).toMatchObject({ status: 'rejected', fills: [], reason: expect.stringMatching(/./) });
      expect(await openOf(body)).toBe(0);
      expect((await held()).toFixed()).toBe(before.toFixed());
    });

    if (moves)
      test('a stop that would be moved to the market stays where it was', async () => {
        const body = await rested();
        const { restsAt } = await reportOf(body);
        expect((await move(body, part(1)))?.kind).toBe('refused');
        expect((await reportOf(body)).restsAt?.toFixed()).toBe(restsAt?.toFixed());
        await takeBack(body);
      });

    if (moves)
      test('moving what was never placed, or is no stop, is refused and places nothing', async () => {
        const [none, bought] = [it.body(), it.body()];
        await it.broker.place(bought);
        for (const body of [none, bought]) expect((await move(body, part('0.9')))?.kind).toBe('refused');
        expect((await it.broker.status(none.clientOrderId)).kind).toBe('not_found');
        expect((await reportOf(bought)).status).toBe('filled');
      });
  });
}
