/** How much of what happens one wants to hear. */
export const levels = ['money', 'decisions', 'everything'] as const;
export type Level = (typeof levels)[number];

const money = [
  'trade.executed',
  'trade.closed',
  'trade.failed',
  'transfer.booked',
  'trading.state_changed',
  'protection.locked',
  'protection.lifted',
  'position.at_risk',
  'position.exit_raised',
  'position.stop_refused',
  'order.unknown',
  'order.taken_back',
  'order.reconciled',
  'company.troubled',
  'company.recovered',
  'heartbeat.missed',
  'price.missing',
  'feed.silent',
  'risk.warning',
  'step.dead_letter',
  'breaker.opened',
];

const decisions = [
  'proposal.accepted',
  'proposal.rejected',
  'proposal.pending',
  'roundtable.convened',
  'roundtable.ended',
  'signal.evaluated',
  'signal.refused',
  'position.reviewed',
  'position.watched',
  'position.changed',
  'position.stop_rests',
  'risk.assessed',
  'exposure.flagged',
  'policy.changed',
  'rule.changed',
  'rule.violated',
  'trade.analysed',
  'loss.diagnosed',
  'performance.reviewed',
  'mission.failed',
  'memory.promoted',
  'strategy.promoted',
  'strategy.demoted',
  'strategy.paused',
  'strategy.resumed',
  'breaker.closed',
  'price.back',
  'feed.back',
];

const levelOfKind = new Map<string, Level>([
  ...money.map((kind) => [kind, 'money'] as const),
  ...decisions.map((kind) => [kind, 'decisions'] as const),
]);

/** The level at which a kind of event is heard first. */
export function levelOf(kind: string): Level {
  return levelOfKind.get(kind) ?? 'everything';
}

/** Whether somebody who listens at a level hears this kind. */
export function isHeard(kind: string, at: Level): boolean {
  return levels.indexOf(levelOf(kind)) <= levels.indexOf(at);
}
