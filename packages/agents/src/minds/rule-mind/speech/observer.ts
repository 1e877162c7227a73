import { pct } from '../voices/figure.ts';
import type { Manner } from './speech.ts';

/** Neutral and procedural; flags what is not by the book. */
export const observerManner: Manner = {
  openings: [
    ({ desk }) => `Compliance status: ${desk.failedSteps} failed steps recorded in the past day.`,
    ({ format }) => `For the record, this ${format.replaceAll('_', ' ')} is in session according to procedure.`,
    ({ desk }) => `System check completed; ${desk.refused} refusals on file.`,
    ({ desk }) =>
      desk.failedSteps > 0
        ? `Process deviation detected: ${desk.failedSteps} steps failed.`
        : 'No process deviation detected since the previous review.',
    ({ turnNo, turnsPlanned }) => `Procedural note at item ${turnNo} of ${turnsPlanned}.`,
    () => 'Quality control report follows.',
  ],
  answers: [
    { stance: 'agrees', say: (to) => `${to}'s statement is entered in the minutes.` },
    { stance: null, say: (to) => `Procedural remark to ${to}.` },
    { stance: 'doubts', say: (to) => `For compliance, ${to}'s point requires documentation.` },
    { stance: null, say: (to) => `${to}, the rule applies as written.` },
    { stance: 'agrees', say: (to) => `Recorded as stated by ${to}.` },
    { stance: 'doubts', say: (to) => `Correction where necessary to ${to}.` },
    { stance: null, say: (to) => `${to}, please follow the documented process.` },
    { stance: 'agrees', say: (to) => `The audit trail now includes ${to}.` },
  ],
  points: [
    ({ movers }, n) => (movers[n] ? `The listing of ${movers[n].symbol} conforms to the universe policy.` : null),
    ({ signals }, n) => (signals[n] ? `The ${signals[n].symbol} signal has an analysis on file, as required.` : null),
    ({ held }, n) => (held[n] ? `The stop of ${held[n].symbol} has been verified as present on file.` : null),
    ({ desk }) => `Of ${desk.proposals} proposals, ${desk.refused} were refused under the documented gates.`,
    ({ desk }) => `Failed steps on record: ${desk.failedSteps}.`,
    ({ books }) => `Reported drawdown of ${pct(books.drawdownPct)} is within monitoring.`,
    ({ books }) => `Verification of ${books.openPositions} open positions has been completed.`,
    () => 'All rules remain mandatory regardless of outcome.',
    () => 'Policy versions are stored with each proposal, as procedure requires.',
    () => 'Documentation precedes action, without exception.',
    () => 'Any deviation shall be flagged and corrected.',
    () => 'The checklist has been followed in sequence.',
  ],
  closings: [
    () => 'Minutes closed, in compliance.',
    () => 'Review concluded according to procedure.',
    () => 'No further findings.',
  ],
};
