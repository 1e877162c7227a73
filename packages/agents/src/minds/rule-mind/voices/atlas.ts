import type { ReviewBriefing } from '../../review.ts';
import type { AtlasTopic } from '../votes/rules/atlas.ts';
import { hours, pct, percent, ratio, usd } from './figure.ts';
import type { Voice } from './voice.ts';

const word = ({ heard }: ReviewBriefing, agentId: string): number | null =>
  heard.find((vote) => vote.agentId === agentId)?.probability ?? null;

type Plan = ReviewBriefing['plan'];

const paidOf = ({ odds }: Plan): string => (odds ? `${odds.paid} of ${odds.of} such paid` : 'nobody counted such');

/** What is known of the odds, in words that say when that is nothing. */
function proofOf({ odds }: Plan): string {
  if (!odds || odds.of === 0) return 'no such signal has been settled yet';
  if (odds.shown === 'earns') return `${odds.paid} of ${odds.of} such paid, and that earns`;
  return `${odds.paid} of ${odds.of} such paid, which shows nothing yet`;
}

/** Direct and decisive; asks for the risk-reward before anything else. */
export const atlasVoice: Voice<AtlasTopic> = {
  opening: {
    adding: [
      ({ plan }) => `What's the edge? Risk-reward on ${plan.symbol} is ${ratio(plan.rewardRisk)} to one.`,
      ({ plan }) =>
        `Risk-reward? ${ratio(plan.rewardRisk)}: ${pct(plan.targetPct)} up against ${pct(plan.stopPct)} down.`,
      ({ plan }) =>
        `Cut to it: what's the risk-reward, and I read ${ratio(plan.rewardRisk)} at confidence ` +
        `${ratio(plan.confidence)}.`,
      ({ plan }) => `Risk-reward first, always. ${plan.symbol} pays ${ratio(plan.rewardRisk)} for each dollar risked.`,
    ],
    leaving: [
      ({ plan, position }) => `What risk-reward is left in ${plan.symbol} at ${pct(position?.pnlPct ?? null)}?`,
      ({ plan, position }) =>
        `We sit on ${usd(position?.pnlUsd ?? null)} in ${plan.symbol}; does the risk-reward still pay us to stay?`,
      ({ plan, position }) =>
        `${plan.symbol}, ${hours(position?.holdHours ?? null)} in. Is there any risk-reward left to hold for?`,
    ],
  },
  clear: { adding: 'clear', leaving: 'done' },
  topics: {
    shown_to_lose: [
      ({ plan }) =>
        `${paidOf(plan)}, ${percent(plan.odds?.needs ?? null)} are needed. That loses, and we know it by now.`,
      ({ plan }) => `Such signals came to ${ratio(plan.edgeR)} R after costs: ${paidOf(plan)}. I don't pay to play.`,
    ],
    shown_to_earn: [
      ({ plan }) => `${paidOf(plan)}, ${percent(plan.odds?.needs ?? null)} are needed. That earns, so we press it.`,
      ({ plan }) => `The odds are ours: ${ratio(plan.edgeR)} R after costs, shown and not hoped.`,
    ],
    no_edge: [
      ({ plan }) => `After costs such signals came to ${ratio(plan.edgeR)} R so far.`,
      ({ plan }) => `It pays with ${percent(plan.winChance)}, expectation ${ratio(plan.edgeR)} R. I see no edge yet.`,
    ],
    edge: [
      ({ plan }) => `Expectation ${ratio(plan.edgeR)} R after costs. I take that.`,
      ({ plan }) => `Such signals came to ${ratio(plan.edgeR)} R so far. That is what we are here for.`,
    ],
    unexplored: [
      ({ plan }) => `${plan.odds?.of ?? 0} settled forecasts. ${usd(plan.sizeUsd)} buys us the next one.`,
      ({ plan }) => `So far ${proofOf(plan)}. I pay ${usd(plan.sizeUsd)} to find out.`,
    ],
    costs: [
      ({ plan, market }) =>
        `In and out costs ${ratio(plan.costR)} R at ${Math.round(market.roundTripBps ?? 0)} bps. Too much of the pie.`,
      ({ plan }) => `${ratio(plan.costR)} R goes to the venue before we earn a cent.`,
    ],
    sage_objects: [
      (b) => `SAGE is ${percent(word(b, 'sage'))} against it, and that weighs.`,
      (b) => `I hear SAGE's no at ${percent(word(b, 'sage'))}.`,
    ],
    scout_objects: [
      (b) => `SCOUT is ${percent(word(b, 'scout'))} sure that we can't get filled at a sane cost.`,
      (b) => `SCOUT's no at ${percent(word(b, 'scout'))} is about facts, not taste.`,
    ],
    growth_objects: [
      (b) => `GROWTH is ${percent(word(b, 'growth'))} sure that the record says no. I can't ignore the record.`,
      (b) => `The numbers on file are against it, GROWTH says at ${percent(word(b, 'growth'))}.`,
    ],
    intel_objects: [
      (b) => `Even INTEL is against it at ${percent(word(b, 'intel'))}. Then who is for it?`,
      (b) => `INTEL won't stand behind it, ${percent(word(b, 'intel'))} sure. Noted.`,
    ],
    observer_objects: [
      (b) => `OBSERVER flags it at ${percent(word(b, 'observer'))}. Process first.`,
      (b) => `It is not clean by the book, OBSERVER says at ${percent(word(b, 'observer'))}.`,
    ],
    desk_agrees: [
      ({ heard }) => `${heard.length} votes before mine and no one against. Good.`,
      ({ heard }) => `All ${heard.length} of you see it alike, so let's not waste time.`,
    ],
    day_losses: [
      ({ portfolio }) => `The day stands at ${usd(portfolio.dayPnlUsd)}; that is when discipline counts.`,
      ({ portfolio }) => `We are ${usd(portfolio.dayPnlUsd)} on the day, and I don't chase it back.`,
    ],
    weak_signal: [
      ({ plan, position }) =>
        `Confidence ${ratio(plan.confidence)} is no reason to cut a position that is ` +
        `${pct(position?.pnlPct ?? null)} up.`,
      ({ plan }) => `A sell signal at ${ratio(plan.confidence)} doesn't beat a working trade.`,
    ],
    young_position: [
      ({ position }) => `${hours(position?.holdHours ?? null)} is too early to judge it, and the stop does its job.`,
      ({ position }) => `It has had ${hours(position?.holdHours ?? null)}; let the stop decide.`,
    ],
    reasons_hold: [
      ({ plan, market }) => `The chart still gives ${plan.symbol} ${percent(market.chartNow)}. Why would I sell that?`,
      ({ market }) => `Its reasons hold: ${percent(market.chartNow)} by the chart alone. We stay.`,
    ],
    reasons_gone: [
      ({ market }) => `The chart gives it ${percent(market.chartNow)}. Nothing is left to wait for.`,
      ({ plan, market }) => `${percent(market.chartNow)} by the chart for ${plan.symbol}. The case is dead.`,
    ],
    clear: [
      ({ plan }) =>
        plan.strategy === undefined
          ? `${proofOf(plan)}, so ${usd(plan.sizeUsd)} is what it is worth.`
          : `Expectation ${ratio(plan.edgeR)} R after costs. That is an edge.`,
      ({ plan }) =>
        plan.strategy === undefined
          ? `It pays with ${percent(plan.winChance)}, and ${pct(plan.targetPct)} to gain stands against ` +
            `${pct(plan.stopPct)} to lose.`
          : `${plan.strategy} has earned ${ratio(plan.edgeR)} R a trade, and it knows its way out.`,
      ({ plan }) => `Confidence ${ratio(plan.confidence)}; ${proofOf(plan)}.`,
    ],
    done: [
      () => 'The case for holding is gone.',
      ({ position }) => `${pct(position?.pnlPct ?? null)} booked beats a story.`,
      ({ plan }) => `Confidence ${ratio(plan.confidence)} says out.`,
    ],
  },
  closing: {
    approve: [({ plan }) => `Do it: ${plan.symbol}.`, () => 'Approved. Execute.', () => 'Final call: go.'],
    reject: [() => 'Pass. Next.', () => 'Final call: no.', ({ plan }) => `Nothing happens in ${plan.symbol} today.`],
    abstain: [() => 'No call from me, and no call is a no.', () => 'I stay out, so it does not happen.'],
  },
};
