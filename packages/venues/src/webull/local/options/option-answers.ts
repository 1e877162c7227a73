import { OPTION_UNITS } from '@atc/core/desk/instruments';
import { Decimal } from '@atc/core/kernel/money';
import type { VenueReply, VenueRequest } from '../../../local/index.ts';
import type { BookedOrder, Holding } from '../ledger.ts';
import { refuse, type Session } from '../session.ts';
import type { OptionOrder } from '../wire.ts';
import { contractNamed, type NamedOption, priceText } from './option-contract.ts';

const MOST_SYMBOLS = 20;
/** How far bid and ask are from the last price, as fractions of it. */
const [BID, ASK] = ['0.98', '1.02'];

/** The quotes of contracts that have a price. */
export function optionSnapshots(session: Session, { query }: VenueRequest): VenueReply {
  const symbols = (query.symbols ?? '').split(',');
  if (query.category !== 'US_OPTION' || symbols.length > MOST_SYMBOLS) return refuse(417, 'INVALID_PARAMETER');
  const rows = symbols.flatMap((occ) => {
    const contract = contractNamed(occ);
    const last = contract && session.options.priceOf(occ);
    return contract && last !== null ? [snapshotOf(session, contract, new Decimal(last))] : [];
  });
  return { status: 200, body: rows };
}

function snapshotOf({ quotedAt, traded }: Session, { occ, strike, type, expiresOn }: NamedOption, last: Decimal) {
  const at = quotedAt.get(occ) ?? Date.now();
  return {
    symbol: occ,
    price: priceText(last),
    bid: last.mul(BID).toDecimalPlaces(2, Decimal.ROUND_DOWN).toFixed(2),
    ask: last.mul(ASK).toDecimalPlaces(2, Decimal.ROUND_UP).toFixed(2),
    volume: String(traded.get(occ) ?? 0),
    quote_time: at,
    last_trade_time: String(at),
    ...{ strike_price: priceText(strike), option_type: type, option_expire_date: expiresOn },
  };
}

/** The row of the positions that contracts of one option have; none where nothing is held. */
export function optionPositions(contract: NamedOption, holding: Holding | null, last: Decimal) {
  if (!holding || holding.quantity.lte(0)) return [];
  const { positionId, quantity, costUsd } = holding;
  const leg = {
    ...{ symbol: contract.root, leg_id: `${positionId}01`, instrument_type: 'OPTION', option_type: contract.type },
    ...{ option_expire_date: contract.expiresOn, option_exercise_price: contract.strike.toFixed() },
    option_contract_multiplier: String(OPTION_UNITS),
  };
  return [
    {
      ...{ position_id: positionId, symbol: contract.root, instrument_type: 'OPTION', option_strategy: 'SINGLE' },
      quantity: quantity.toFixed(),
      cost_price: priceText(costUsd.div(quantity).div(OPTION_UNITS).toDecimalPlaces(4)),
      last_price: priceText(last),
      market_value: quantity.mul(last).mul(OPTION_UNITS).toFixed(2),
      ...{ currency: 'USD', legs: [leg] },
    },
  ];
}

/** What the detail of an order for an option says beside what every detail does. */
export function optionDetail({ position_intent, limit_price, legs }: OptionOrder, { orderId }: BookedOrder) {
  const [{ symbol, side, quantity, option_type, strike_price, option_expire_date }] = legs;
  const leg = {
    ...{ id: `${orderId}01`, symbol, side, quantity, option_type, option_expire_date },
    strike_price: priceText(new Decimal(strike_price)),
    option_contract_multiplier: String(OPTION_UNITS),
  };
  return { position_intent, limit_price: priceText(new Decimal(limit_price)), legs: [leg] };
}
