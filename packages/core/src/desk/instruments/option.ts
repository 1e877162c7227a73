import { Decimal } from '../../kernel/money/index.ts';
import { dayOf, wallTimeOf } from '../../kernel/time/index.ts';

/** A listed option on a share, as its OCC symbol tells. */
export interface OptionContract {
  /** What it is on. */
  readonly root: string;
  /** Its last day on the exchange, `YYYY-MM-DD`. */
  readonly expiresOn: string;
  readonly type: 'CALL' | 'PUT';
  /** USD a share. */
  readonly strike: Decimal;
}

/** One contract is about so many shares; its price is told for one of them. */
export const OPTION_UNITS = 100;

/** Root, last day as yymmdd, C or P, strike in thousandths: `AAPL261218C00240000`. */
const OCC = /^([A-Z0-9]{1,6})(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/;
const THOUSANDTHS = 1000;
const STRIKE_DIGITS = 8;
const EXCHANGE_ZONE = 'America/New_York';

/** Reads an OCC symbol without spaces; null for every other contract. */
export function readOption(contract: string): OptionContract | null {
  const [, root, year, month, day, letter, strike] = OCC.exec(contract) ?? [];
  if (!root || !strike) return null;
  const expiresOn = `20${year}-${month}-${day}`;
  if (Number.isNaN(Date.parse(expiresOn))) return null;
  return { root, expiresOn, type: letter === 'C' ? 'CALL' : 'PUT', strike: new Decimal(strike).div(THOUSANDTHS) };
}

/** The OCC symbol of an option; a text that names none where its strike has no place in one. */
export function occOf({ root, expiresOn, type, strike }: OptionContract): string {
  const digits = strike.mul(THOUSANDTHS).toFixed().padStart(STRIKE_DIGITS, '0');
  return `${root}${expiresOn.slice(2).replaceAll('-', '')}${type === 'CALL' ? 'C' : 'P'}${digits}`;
}

/** Whether a contract is an option that is on the exchange no more. */
export function isExpired(contract: string, at: Date): boolean {
  const option = readOption(contract);
  return option !== null && option.expiresOn < dayOf(at, EXCHANGE_ZONE);
}

/** When the exchange opens and closes, minutes since midnight there. */
const SESSION = { opens: 9 * 60 + 30, closes: 16 * 60 } as const;
const REST_DAYS: ReadonlySet<string> = new Set(['Sat', 'Sun']);

/** Whether a contract is an option whose last session has ended. */
export function hasClosed(contract: string, at: Date): boolean {
  if (isExpired(contract, at)) return true;
  return hasLastDay(contract, at) && wallTimeOf(at, EXCHANGE_ZONE).minutes >= SESSION.closes;
}

/** Whether a contract can be sold now: options only while the exchange is open. */
export function canBeSold(contract: string, at: Date): boolean {
  if (!readOption(contract)) return true;
  const { weekday, minutes } = wallTimeOf(at, EXCHANGE_ZONE);
  return !isExpired(contract, at) && !REST_DAYS.has(weekday) && minutes >= SESSION.opens && minutes < SESSION.closes;
}

/** Whether a contract is an option whose last day on the exchange has come. */
export function hasLastDay(contract: string, at: Date): boolean {
  const option = readOption(contract);
  return option !== null && option.expiresOn <= dayOf(at, EXCHANGE_ZONE);
}
