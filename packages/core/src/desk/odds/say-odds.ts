import { sayCount, sayShare } from '../../kernel/figures/index.ts';
import type { Odds } from './odds.ts';

/** The odds in words, with what they rest on. */
export function sayOdds({ probability, of, paid, needs, telling, shown }: Odds): string {
  const rests =
    of === 0
      ? `no forecast of its kind is settled yet: ${sayShare(probability, 0)} pay in the lab`
      : `of ${sayCount(of, 'such forecast', 'such forecasts')} ${sayShare(paid / of, 0)} paid` +
        (telling ? '' : ', whatever they scored');
  const means = shown === null ? '' : shown === 'earns' ? ', which earns' : ', which loses';
  return `${rests}, ${sayShare(needs, 0)} are needed${means}`;
}
