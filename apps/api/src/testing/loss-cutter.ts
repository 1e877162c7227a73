/** A rule of a user's that proposes to sell what has fallen far. */
export const lossCutter = {
  name: 'cut_the_losers',
  ruleType: 'reactive',
  triggerEvent: 'position.at_risk',
  conditions: { 'fields.pnlPct': { $lt: -0.25 } },
  action: {
    targetAgent: 'sage',
    subject: 'position',
    proposal: {
      title: 'Cut {fields.symbol}',
      missionType: 'exit',
      positionId: '{tradeId}',
      steps: [{ kind: 'close_position', payload: { positionId: '{tradeId}' } }],
    },
  },
  cooldownMinutes: 60,
};
