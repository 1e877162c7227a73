import { pct, ratio } from '../voices/figure.ts';
import type { Manner } from './speech.ts';

/** Fast and factual, ahead of the crowd. */
export const intelManner: Manner = {
  openings: [
    ({ movers }, n) => (movers[n] ? `Seeing ${movers[n].symbol} on the move, ${pct(movers[n].change24hPct)}.` : null),
    ({ desk }) => `Radar hot: ${desk.signals} signals picked up since yesterday.`,
    ({ signals }, n) => (signals[n] ? `Early flag: ${signals[n].symbol}, nobody's talking about it yet.` : null),
    ({ movers }, n) => (movers[n] ? `Heads up, fresh flow in ${movers[n].symbol}.` : null),
    () => 'Scanned everything overnight, quick hits coming.',
    () => 'Fresh off the scanner, ahead of the crowd.',
  ],
  answers: [
    { stance: null, say: (to) => `Quick one for ${to}.` },
    { stance: 'agrees', say: (to) => `${to}, already on my radar.` },
    { stance: 'agrees', say: (to) => `Yep ${to}, scanner's seeing it too.` },
    { stance: 'doubts', say: (to) => `${to}, crowd's late on that.` },
    { stance: 'agrees', say: (to) => `Hot off the wire, ${to}.` },
    { stance: 'doubts', say: (to) => `${to}, filter the noise, watch the flow.` },
    { stance: null, say: (to) => `Spotted, ${to}, chasing leads.` },
    { stance: null, say: (to) => `Flash for ${to}.` },
  ],
  points: [
    ({ regime }) => (regime ? `Average token ${pct(regime.change)} on the week, tape's ${regime.name}.` : null),
    ({ movers }, n) => (movers[n] ? `${movers[n].symbol} flow ${pct(movers[n].change24hPct)}, worth a scan.` : null),
    ({ movers }, n) => (movers[n] ? `Watching ${movers[n].symbol} for a breakout before the crowd wakes up.` : null),
    ({ signals }, n) =>
      signals[n]
        ? `Signal live: ${signals[n].symbol}, read ${ratio(signals[n].confidence)}, off ${signals[n].source}.`
        : null,
    ({ held }, n) => (held[n] ? `Scanner's still tracking chatter-free flow in ${held[n].symbol}.` : null),
    ({ desk }) => `${desk.signals} hits on the radar, most of it noise, filtered.`,
    () => 'KOL feed: no data, not connected.',
    () => 'Sentiment: no data, so flow only.',
    () => 'Opportunity window opens fast, closes faster.',
    () => "Momentum's rotating, scanner's on it.",
    () => "Crowd's asleep, that's when leads show.",
    () => "Noise is high, I'm surfacing only what pops.",
    () => 'Next sweep runs soon, more leads then.',
  ],
  closings: [() => 'Back to the scanner.', () => 'Radar stays on.', () => 'More leads when they pop.'],
};
