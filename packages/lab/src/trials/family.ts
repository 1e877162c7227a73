import { type Trial, variantOf } from '@atc/core/loop/trials';
import { checkReality, deviation, overfitOf } from '../measure/index.ts';
import type { Family } from '../report/index.ts';

const DRAWS = 2000;

/** Whether two trials are of one family: by its name, or by the strategy's, which a new family does not make unseen. */
export function isKin(one: Trial, other: Trial): boolean {
  return one.family === other.family || one.strategy === other.strategy;
}

/**
 * What was tried of a family before one run was chosen, by its ledger: how many variants were looked at, whether
 * choosing among them generalises, and whether any of them is better than cash. Null where the ledger has none.
 */
export function familyOf(trials: readonly Trial[], chosen: Trial, draws = DRAWS): Family | null {
  const ofFamily = trials.filter((one) => isKin(one, chosen));
  if (ofFamily.length === 0) return null;
  const series = comparable(ofFamily, chosen).map(({ returns }) => returns);
  const sharpes = comparable(ofFamily, chosen).map(({ sharpe }) => sharpe);
  const cash = (series[0] ?? []).map(() => 0);
  return {
    trials: triesOf(ofFamily),
    variants: variants(ofFamily).length,
    spread: sharpes.length < 2 ? 0 : deviation(sharpes),
    overfit: overfitOf(series),
    reality: checkReality(series, cash, { seed: chosen.runId, draws }),
  };
}

/**
 * How often luck was tried: each variant counts once for each recording and range that it was looked at over whole.
 * Parts of a walk-forward, other seeds and higher costs are the same try.
 */
export function triesOf(trials: readonly Trial[]): number {
  const keyOf = (one: Trial) => `${variantOf(one)} ${one.recording}`;
  const whole = trials.filter(({ split }) => split === 'whole');
  const seen = new Set(whole.map(keyOf));
  const parts = trials.filter((one) => one.split !== 'whole' && !seen.has(keyOf(one)));
  const tries = whole.map((one) => `${keyOf(one)} ${one.from} ${one.to}`);
  return new Set([...tries, ...parts.map(keyOf)]).size;
}

/**
 * The runs that can be compared day by day: over the same days at the same costs, one for each variant. Those of the
 * chosen run's own days, or where it was not looked at over the whole the most of them, at its costs where there are.
 */
function comparable(trials: readonly Trial[], chosen: Trial): readonly Trial[] {
  const groups = Map.groupBy(
    trials.filter(({ split, recording }) => split === 'whole' && recording === chosen.recording),
    ({ from, to, costs, seed, returns }) => JSON.stringify([from, to, costs, seed, returns.length]),
  );
  const own = [...groups.values()].find((group) => group.some(({ runId }) => runId === chosen.runId));
  const isAtCosts = ([first]: readonly Trial[]) => Number(first?.costs === chosen.costs);
  const largest = [...groups.values()].toSorted(
    (a, b) => variants(b).length - variants(a).length || isAtCosts(b) - isAtCosts(a),
  )[0];
  return variants(own ?? largest ?? [chosen]);
}

const variants = (group: readonly Trial[]): readonly Trial[] => [
  ...new Map(group.map((one) => [variantOf(one), one])).values(),
];
