import {
  chooseFinding,
  findingKey,
  freshFindings,
  keyOfDay,
  leadOf,
  paceOf,
  STUDY_BARS,
  studyToken,
  topicOf,
  worthAnalysing,
} from '@atc/agents/tasks';
import { demandPolicy } from '@atc/core/company/policies';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import { type Desk, heldContracts } from '../state/index.ts';
import { recordSignal } from './record-signal.ts';
import type { DeskTask } from './task.ts';

const REPEAT_MS = 4 * HOUR_MS;

const universeOf = (desk: Desk): readonly string[] => demandPolicy(desk.settings.policies, 'universe').contracts;

/** INTEL hands in the best new finding of the scanner. */
export const scan: DeskTask = (desk, { topic }) => {
  const recent = desk.signals
    .since(desk.now.getTime() - REPEAT_MS)
    .flatMap(({ contract, pattern }) => (pattern === null ? [] : [`${contract}|${pattern}`]));
  const seen = universeOf(desk).flatMap((contract) => desk.world.findings(contract, desk.now));
  const found = freshFindings(seen, { held: heldContracts(desk), recent: new Set(recent) });
  const { policies } = desk.settings;
  const pace = paceOf(policies, desk.now, desk.usage.used(keyOfDay(policies, desk.now)).toNumber());
  const best = chooseFinding(worthAnalysing(found, pace), topicOf(topic).patterns);
  if (best) {
    const { contract, pattern, signalType } = best;
    recordSignal(desk, { source: `scanner:${pattern}`, contract, signalType, pattern, dedupeKey: findingKey(best) });
  }
  return true;
};

/** INTEL studies the days behind every token; one that moved by more than chance becomes a signal. */
export const research: DeskTask = (desk, { topic, proposalId }) => {
  const source = `research:${topic ?? 'technicals'}`;
  const known = new Set(
    desk.signals.since(desk.now.getTime() - DAY_MS).flatMap((one) => (one.source === source ? [one.contract] : [])),
  );
  const studies = universeOf(desk)
    .flatMap((contract) => {
      const symbol = desk.world.listed(contract)?.symbol ?? contract;
      return studyToken({ contract, symbol }, desk.world.market.bars(contract, STUDY_BARS, desk.now)) ?? [];
    })
    .filter(({ contract }) => !known.has(contract))
    .toSorted((a, b) => Math.abs(b.drive) - Math.abs(a.drive) || a.contract.localeCompare(b.contract));
  const lead = leadOf(studies, heldContracts(desk));
  if (lead) {
    const { contract } = lead.study;
    const dedupeKey = `research|${proposalId}|${contract}`;
    recordSignal(desk, { source, contract, signalType: lead.signalType, pattern: null, dedupeKey });
  }
  return true;
};
