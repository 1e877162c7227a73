import { sayPct, sayShare } from '../../kernel/figures/index.ts';
import { type Chart, chartEvidence, clamp, type EvidenceItem } from './chart-evidence.ts';

export interface SignalFacts extends Chart {
  readonly signalType: 'buy' | 'sell' | 'scale';
  /**
   * Of the sender, which for the scanner is the pattern it saw: closed trades, and their average net result as a
   * fraction.
   */
  readonly sourceRecord: { readonly wins: number; readonly losses: number; readonly averagePct: number };
  /** What the sender claims: weak evidence. */
  readonly claimedConfidence: number | null;
}

export interface Assessment {
  /** 0 to 1. */
  readonly confidence: number;
  /** Strongest first. */
  readonly evidence: readonly EvidenceItem[];
  /** Average true range of 14 hours over the price. */
  readonly atrPct: number;
  readonly atr: number;
  readonly price: number;
}

const HOURS_NEEDED = 30;
const BIAS = -0.15;
const CLAIM_MAX = 0.02;

/**
 * The confidence in a signal from indicators, volume, volatility and the source's record, with every piece of evidence
 * listed. A sell is judged on the mirrored chart. What the sender claims moves it by at most 0.02. Null with too few
 * bars.
 */
export function assessSignal(facts: SignalFacts): Assessment | null {
  const { hours, quarters, fives, hourly, quarterly, regime } = facts;
  const price = fives.at(-1)?.close ?? quarters.at(-1)?.close;
  if (!price || hours.length < HOURS_NEEDED || hourly.atr14 === null) return null;
  const side = facts.signalType === 'sell' ? -1 : 1;
  const evidence = [
    ...chartEvidence({ hourly, quarterly, price, atr: hourly.atr14, side, hours, quarters, fives, regime }),
    record(facts.sourceRecord),
    payoff(facts.sourceRecord),
  ];
  const odds = evidence.reduce((sum, item) => sum + item.weight, BIAS);
  const claim = facts.claimedConfidence === null ? 0 : CLAIM_MAX * clamp(2 * facts.claimedConfidence - 1);
  const confidence = Math.max(0, Math.min(1, 1 / (1 + Math.exp(-odds)) + claim));
  const claimed: readonly EvidenceItem[] =
    facts.claimedConfidence === null
      ? []
      : [
          {
            name: 'claimed',
            value: facts.claimedConfidence,
            weight: claim,
            text: `the sender claims ${sayShare(facts.claimedConfidence, 0)}`,
          },
        ];
  return {
    confidence: Math.round(confidence * 1e4) / 1e4,
    evidence: [...evidence, ...claimed].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    atrPct: hourly.atr14 / price,
    atr: hourly.atr14,
    price,
  };
}

/** Wins against losses of the source's earlier trades, shrunk towards even by ten imagined ones. */
function record({ wins, losses }: SignalFacts['sourceRecord']): EvidenceItem {
  const share = (wins + 5) / (wins + losses + 10);
  return {
    name: 'source_record',
    value: share,
    weight: 0.8 * clamp(2 * share - 1),
    text: wins + losses === 0 ? 'the source has no record yet' : `the source won ${wins} of ${wins + losses} trades`,
  };
}

/**
 * What the source's earlier trades came to on average, shrunk towards nothing by ten imagined ones: many small wins can
 * still lose money.
 */
function payoff({ wins, losses, averagePct }: SignalFacts['sourceRecord']): EvidenceItem {
  const trades = wins + losses;
  const value = (averagePct * trades) / (trades + 10);
  return {
    name: 'source_payoff',
    value,
    weight: 0.4 * clamp(value / 0.1),
    text:
      trades === 0
        ? 'nothing is known of what the source pays'
        : `the source's trades came to ${sayPct(averagePct)} on average`,
  };
}
