import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Decimal, ZERO } from '../../kernel/money/index.ts';
import { type BrokerUnderTest, quantityOf, shown } from './broker-under-test.ts';
import { restingStopsContract } from './resting-stops-contract.ts';

export interface VenueTraits {
  /** Orders may work at the venue for a while, so that `restNext` is there. */
  readonly rests: boolean;
  /** Stops may rest at the venue, so that `stops` is there. */
  readonly stops: boolean;
  /** A stop that rests can be moved there; it can unless told. */
  readonly moves?: boolean;
}

/** What every broker must do, whatever its venue. Call it in the test file of an implementation. */
export function brokerContract(
  name: string,
  { rests, stops, moves = true }: VenueTraits,
  open: () => Promise<BrokerUnderTest>,
): void {
  if (stops) restingStopsContract(name, open, { moves });
  describe(`${name} keeps the broker's contract`, () => {
    let it: BrokerUnderTest;
    beforeAll(async () => {
      it = await open();
    });
    afterAll(() => it.close());

    const held = async () => {
      const holdings = await it.broker.holdings(it.accountId);
      return holdings.reduce((sum: Decimal, holding) => sum.add(holding.quantity), ZERO);
    };

    test('one id is one order, however often and however many at once send it', async () => {
      const body = it.body();
      const before = await held();
      const reports = await Promise.all(Array.from({ length: 10 }, () => it.broker.place(body)));
      const again = await it.broker.place(body);
      expect(new Set([...reports, again].map(shown)).size).toBe(1);
      expect((await held()).sub(before).toFixed()).toBe(quantityOf(again).toFixed());
    });

    test('the first body of an id counts', async () => {
      const body = it.body({ spendUsd: '20' });
      const first = await it.broker.place(body);
      expect(shown(await it.broker.place({ ...body, spendUsd: '40' }))).toBe(shown(first));
    });

    test('asked for an order it says what it said when it took it', async () => {
      const body = it.body();
      const report = await it.broker.place(body);
      const status = await it.broker.status(body.clientOrderId);
      expect(status.kind === 'report' && shown(status.report)).toBe(shown(report));
    });

    test('an id that it never saw is not found', async () => {
      expect((await it.broker.status(it.body().clientOrderId)).kind).toBe('not_found');
    });

    test('a purchase never costs more than it was given', async () => {
      for (const spendUsd of ['10', '33.33333333', '60']) {
        const { fills } = await it.broker.place(it.body({ spendUsd }));
        const cost = fills.reduce((sum: Decimal, fill) => sum.add(fill.usd).add(fill.feeUsd), ZERO);
        expect(cost.lte(spendUsd)).toBe(true);
      }
    });

    test('what was bought can be sold, all of it', async () => {
      const before = await held();
      const bought = quantityOf(await it.broker.place(it.body()));
      const sale = it.body({ side: 'sell', spendUsd: null, quantity: bought.toFixed() });
      expect(quantityOf(await it.broker.place(sale)).toFixed()).toBe(bought.toFixed());
      expect((await held()).toFixed()).toBe(before.toFixed());
    });

    test('an order that makes no sense is rejected with a reason, not an error', async () => {
      const report = await it.broker.place(it.body({ spendUsd: '0' }));
      expect(report.status).toBe('rejected');
      expect(report.reason).toBeTruthy();
    });

    test('what it says of the account names no order that is not ours', async () => {
      const { clientOrderId } = await it.broker.place(it.body());
      const { openOrders } = await it.broker.statement(it.accountId);
      expect((openOrders ?? []).filter((order) => order.clientOrderId !== clientOrderId)).toEqual([]);
    });

    test('an order that has ended is what it was, whoever wants to take it back', async () => {
      const body = it.body();
      const report = await it.broker.place(body);
      expect((await it.broker.takeBack(body.clientOrderId)).kind).toBe('refused');
      const status = await it.broker.status(body.clientOrderId);
      expect(status.kind === 'report' && shown(status.report)).toBe(shown(report));
    });

    test('taking back what was never placed is refused and places nothing', async () => {
      const { clientOrderId } = it.body();
      expect((await it.broker.takeBack(clientOrderId)).kind).toBe('refused');
      expect((await it.broker.status(clientOrderId)).kind).toBe('not_found');
    });

    if (rests)
      test('an order that works at the venue can be taken back, once, and moves nothing', async () => {
        const before = await held();
        it.restNext?.();
        const body = it.body();
        expect((await it.broker.place(body)).status).toBe('submitted');
        expect(await it.broker.takeBack(body.clientOrderId)).toEqual({ kind: 'asked' });
        expect((await it.broker.takeBack(body.clientOrderId)).kind).toBe('refused');
        const status = await it.broker.status(body.clientOrderId);
        expect(status).toMatchObject({ kind: 'report', report: { status: 'canceled', fills: [] } });
        expect((await held()).toFixed()).toBe(before.toFixed());
      });

    if (!stops)
      test('a stop is rejected with a reason, and sells nothing: none can rest here', async () => {
        const bought = quantityOf(await it.broker.place(it.body())).toFixed();
        const before = await held();
        const stop = it.body({ side: 'sell', type: 'stop', spendUsd: null, quantity: bought, stopPrice: '0.00000001' });
        const reports = [await it.broker.place(stop), await it.broker.place(stop)];
        for (const report of reports) expect(report).toMatchObject({ status: 'rejected', fills: [] });
        expect(reports[0]?.reason).toMatch(/^no stop .*rests at /);
        expect((await held()).toFixed()).toBe(before.toFixed());
        expect(it.broker.stops).toBeUndefined();
      });

    test('every fill of the venue has an id of its own', async () => {
      const reports = [await it.broker.place(it.body()), await it.broker.place(it.body())];
      const ids = reports.flatMap((report) => report.fills.map((fill) => fill.venueFillId));
      expect(new Set(ids).size).toBe(ids.length);
    });
  });
}
