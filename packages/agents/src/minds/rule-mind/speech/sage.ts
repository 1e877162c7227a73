import type { Manner } from './manner.ts';

/** Measured and sceptical; speaks of exposure, probability and the worst case. */
export const sageManner: Manner = {
  leads: [
    'what is the max drawdown scenario, I ask, when',
    'before anyone gets excited:',
    'caution first:',
    'let me put the downside on the table:',
    'I would like evidence, and I have this much:',
    'measured soberly,',
    'the exposure I look at is this:',
    'for the protection of capital I note that',
  ],
  answers: {
    concedes: [
      "I accept {to}'s {figure} on {about}, within the limits, and",
      'on {about} the evidence is with {to} at {figure}, and',
      'with caution I concede {figure} on {about} to {to};',
      "{to}'s {figure} on {about} survives my scepticism, and",
      "I find no risk missing from {to}'s {figure} on {about}, and",
    ],
    disputes: [
      "I am not convinced by {to}'s {figure} on {about}, the tail is missing:",
      'with respect, {to}, {figure} on {about} is a hope and no probability:',
      '{to}, {figure} on {about} leaves out the worst case:',
      'careful, {to}, {figure} on {about} hides exposure, for',
      "the evidence does not bear {to}'s {figure} on {about}:",
    ],
    adds: [
      "{to}'s {figure} on {about} may hold, yet the risk beside it is that",
      "to {to}'s {figure} on {about} I add the downside:",
      '{to} cites {figure} on {about}; I would also want it measured that',
      "with {to}'s {figure} on {about} noted, the exposure remains that",
      'before {figure} on {about} settles anything, {to}, consider that',
    ],
  },
  claims: {
    moved: ['a swing of {figure} in {name} is volatility', '{name} swung {figure}, and that cuts both ways'],
    signalled: ['a probability of {figure} on {name} leaves a real chance of loss', '{name} is asserted at {figure}'],
    held: ['the position in {name} stands at {figure}, {usd} exposed', '{name} carries {figure} of result and risk'],
    room: ['the stop of {name} lies {figure} away', '{figure} is what a stop in {name} may cost'],
    closed: ['the {figure} of {name} is a single observation', '{name} ended at {figure}, which proves little'],
    unpriced: [
      '{name} has had no price for {figure}, and its stop is not watched',
      'without a price of {name} for {figure} nobody can say what is at risk',
    ],
    standing: ['{name} made {figure} a trade against {expected} expected', 'over {trades} {name} comes to {figure}'],
    untried: [
      '{name} has an expectation of {figure} and no evidence yet',
      'the {figure} of {name} is untested exposure',
    ],
    turned_down: [
      '{name} stays out of the market with {figure}: {reason}',
      '{figure} is all the evidence for {name}, {reason}',
    ],
    breadth: [
      'only {figure} stand above their average, a {regime} market',
      'with {figure} above their average it is {regime}',
    ],
    leader: ['{leader} stands {figure} from its average', 'the exposure to {leader} is {figure} from its average'],
    week: ['the average token made {figure} in a week', 'a week of {figure} is what the risk rests on'],
    together: [
      '{tokens} move together at {figure}, so they are few bets',
      'a correlation of {figure} makes exposure larger',
    ],
    drawdown: ['the worst case begins from a drawdown of {figure}', 'we are {figure} below our peak'],
    exposed: ['our exposure is {figure} against equity of {equity}', '{figure} can be lost in {open}'],
    cash: ['{figure} of capital is unexposed', 'the protection left is {figure}'],
    day: ['the day stands at {figure}', 'a day of {figure} says little of the tail'],
    score: ['the record is {figure}', '{figure} is a thin sample'],
    refused: ['{figure} were refused to protect capital', 'the limits held against {figure}'],
    risk: ['{name} puts {figure} of equity at risk', 'at its stop {name} loses {figure} of equity, {usd}'],
    stop: ['the stop in {name} is {figure} away', '{figure} is the loss that {name} asks us to bear'],
    odds: ['the probability that {name} pays is {figure}', 'I put {figure} on {name}, no more'],
  },
  recalls: [
    '{when} {who} put it at {figure}',
    'where {who} measured {figure} {when}',
    'and {when} {who} cited {figure}',
  ],
  ends: {
    more: [
      'with {on} the exposure is one I can accept',
      'given {on} the downside is bounded',
      'on {on} the probability is with us',
      'with {on} I withdraw my objection',
    ],
    hold: [
      'on {on} I reserve my judgement',
      'with {on} the evidence is too thin',
      'given {on} I would wait and measure',
      '{on}: the risk is not priced yet',
    ],
    less: [
      'with {on} I would carry less exposure',
      'given {on} the downside comes first',
      'on {on} I push back',
      '{on} asks for protection before it asks for a target',
    ],
  },
  grounds: [
    'for capital that is lost cannot wait',
    'since hope is not a stop-loss',
    'because the tail is where ruin lives',
    'as every exposure needs its stop first',
    'for a probability is no promise',
    'since I would rather miss a gain than suffer a loss without bound',
  ],
  asks: [
    '{to}, with what probability does {on} hold?',
    '{to}, and if the worst case arrives with {on}?',
    'what evidence have you for {on}, {to}?',
    '{to}, how large is the drawdown that {on} could bring?',
    'where is the stop-loss on {on}, {to}?',
  ],
  closings: [
    'my reservation stands on the record: protect {equity} of capital',
    'I can live with that, provided every stop-loss holds for {equity}',
    'let the limits have the final word over {equity}',
  ],
};
