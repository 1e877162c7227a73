import type { Db } from '../../kernel/db/index.ts';
import type { NamedCandle } from './bars.ts';

/** Stores bars once each; those of contracts that are no instruments are left out. */
export async function insertCandles(db: Db, barMs: number, candles: readonly NamedCandle[]): Promise<void> {
  if (candles.length === 0) return;
  const column = (pick: (named: NamedCandle) => number) => candles.map(pick);
  await db.$executeRaw`
    INSERT INTO ops_candles (instrument_id, interval_ms, open_at, closed_at, open, high, low, close, volume)
    SELECT i.id, ${barMs}::int, to_timestamp(c.open_at / 1000), to_timestamp((c.open_at + ${barMs}::int) / 1000),
           c.open, c.high, c.low, c.close, c.volume
    FROM unnest(${candles.map(({ contract }) => contract)}::text[], ${column(({ candle }) => candle.openAt)}::float8[],
                ${column(({ candle }) => candle.open)}::float8[],
                ${column(({ candle }) => candle.high)}::float8[], ${column(({ candle }) => candle.low)}::float8[],
                ${column(({ candle }) => candle.close)}::float8[],
                ${column(({ candle }) => candle.volume)}::float8[]) AS c(contract, open_at, open, high, low, close,
                volume)
    JOIN ops_instruments i ON i.contract = c.contract
    ON CONFLICT DO NOTHING`;
}

interface Row {
  readonly contract: string;
  readonly openAt: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Bars that closed after an instant, oldest first. */
export async function listCandles(db: Db, barMs: number, after: Date): Promise<readonly NamedCandle[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT i.contract, (extract(epoch FROM c.open_at) * 1000)::float8 AS "openAt", c.open::float8 AS open,
           c.high::float8 AS high, c.low::float8 AS low,
           c.close::float8 AS close, c.volume::float8 AS volume
    FROM ops_candles c JOIN ops_instruments i ON i.id = c.instrument_id
    WHERE c.interval_ms = ${barMs}::int AND c.closed_at > ${after} ORDER BY c.closed_at, i.contract`;
  return rows.map(({ contract, ...candle }) => ({ contract, candle }));
}
