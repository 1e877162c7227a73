import { expect, test } from 'vitest';
import { chooseInstrument, type Instrument } from './instrument.ts';

const instrument = (id: string, contract: string): Instrument => ({
  id,
  contract,
  venue: 'paper',
  symbol: contract.split('_')[0] ?? contract,
  decimals: 6,
});
const [sol, solEur, wif] = [instrument('1', 'SOL_USDT'), instrument('2', 'SOL_EUR'), instrument('3', 'WIF_USDT')];
const all = ['SOL_USDT', 'SOL_EUR'];

test.each<readonly [string, string, readonly Instrument[], readonly string[], object]>([
  ['an id', '2', [sol, solEur], all, { instrument: solEur }],
  ['a contract', 'SOL_USDT', [sol, solEur], all, { instrument: sol }],
  ['a symbol that one bears', 'WIF', [wif], ['WIF_USDT'], { instrument: wif }],
  ['a symbol of which one is in the universe', 'SOL', [sol, solEur], ['SOL_EUR'], { instrument: solEur }],
  ['a symbol that two bear', 'SOL', [sol, solEur], all, { refusal: 'ambiguous_token' }],
  ['a symbol that nobody bears', 'NOPE', [], all, { refusal: 'unknown_token' }],
  ['a symbol outside of the universe', 'WIF', [wif], all, { refusal: 'not_in_universe' }],
  ['a contract outside of the universe', 'SOL_EUR', [sol, solEur], ['SOL_USDT'], { refusal: 'not_in_universe' }],
])('%s means one instrument or is refused', (_, ...[token, candidates, universe, answer]) => {
  expect(chooseInstrument(token, candidates, universe)).toEqual(answer);
});

test('a text that is the id of one and the contract of another means neither', () => {
  const odd = instrument('SOL_USDT', 'ODD_USDT');
  expect(chooseInstrument('SOL_USDT', [sol, odd], ['SOL_USDT', 'ODD_USDT'])).toEqual({ refusal: 'ambiguous_token' });
});
