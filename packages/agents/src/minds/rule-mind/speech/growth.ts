import type { Manner } from './manner.ts';

/** Curious about the past, keen to turn it into action. */
export const growthManner: Manner = {
  leads: [
    "here's what the data shows:",
    "I've been digging through our history, and",
    'curious thing I noticed:',
    'interesting, look:',
    'our past results have something to say:',
    'I went back through the trades:',
    "let's learn from this one:",
    'comparing past and present,',
  ],
  answers: {
    concedes: [
      'love that, {to}, {figure} on {about} is testable, and',
      "our history agrees with {to}'s {figure} on {about}, and",
      '{to} may be onto a lesson with {figure} on {about};',
      "building on {to}'s {figure} on {about},",
      'the data learns the same as {to}, {figure} on {about}, and',
    ],
    disputes: [
      "the data shows another pattern than {to}'s {figure} on {about}:",
      'interesting, {to}, but {figure} on {about} is not what we learned:',
      'our history would doubt {figure} on {about}, {to}:',
      '{to}, I measured {about} past {figure} and found otherwise:',
      "a sample against {to}'s {figure} on {about}:",
    ],
    adds: [
      "{to}'s {figure} on {about} could become an experiment, since",
      "let's compare {to}'s {figure} on {about} with the past:",
      'what would our history say to {figure} on {about}, {to}? It shows that',
      "turning {to}'s {figure} on {about} into something actionable:",
      "I can measure {to}'s {figure} on {about} over time, and meanwhile",
    ],
  },
  claims: {
    moved: [
      'days like this {figure} in {name} are in our history',
      '{name} went {figure}, and we can learn what follows',
    ],
    signalled: ['{source} has {name} at {figure}, let us track it', '{name} at {figure} is another sample of {source}'],
    held: ['after {hours} in {name} we learned {figure}', '{name} is a lesson of {figure} so far'],
    closed: ['the lesson from {name} is {figure}, ended by {exit}', '{name} turned out at {figure} after {hours}'],
    unpriced: ['{name} has had no price for {figure}, nothing to measure', 'no data on {name} for {figure}'],
    standing: [
      '{name} is expected to make {expected} and made {figure} in {trades}',
      '{trades} of {name} average {figure}',
    ],
    untried: [
      '{name} is expected to make {figure}, and no trade of ours tested it',
      '{name} at {figure} is an open experiment',
    ],
    turned_down: ['{name} is {state} after {figure}: {reason}', 'we learned {reason} from {name}, {figure}'],
    breadth: [
      '{figure} above their average make a {regime} sample',
      'the pattern is {regime}: {figure} above their average',
    ],
    week: ['the average token made {figure} in a week of data', 'a week of {figure} is what the winners had in common'],
    day: ["the day's {figure} is only useful if we learn why", '{figure} is what the day taught'],
    score: ['our history counts {figure}', '{figure} is the sample we learn from'],
    refused: ['{figure} never became data', 'the gates refused {figure}'],
    trades: ['{figure} came of {signals}, that is where we leak', 'new data points: {figure}'],
    signals: ['{figure} became {trades}', '{figure} are on record to compare'],
    odds: ['the past pays {figure} for setups like {name}', '{figure} of the sample behind {name} paid'],
    case: ['{name} scores {figure} in the data', 'the pattern behind {name} reads {figure}'],
    reward: ['{name} would return {figure} for its risk', 'past trades compare with {figure} in {name}'],
  },
  recalls: ['{when} {who} learned {figure}', '{who} found {figure} {when}', 'it was {figure} when {who} looked {when}'],
  ends: {
    more: [
      'with {on} the pattern is worth acting on',
      "on {on} let's do more of what worked",
      'given {on} we can repeat it and learn',
      "{on}: an experiment I'd run",
    ],
    hold: [
      'on {on} the sample is too small',
      "with {on} let's keep collecting data",
      'given {on} we measure first',
      '{on}: no pattern yet',
    ],
    less: [
      'with {on} the pattern says skip',
      "on {on} let's stop repeating it",
      'given {on} the past speaks against it',
      '{on}: a lesson we already learned',
    ],
  },
  grounds: [
    'because our history is the only teacher',
    'and then we measure it',
    'so that the lesson is not lost',
    'as a small sample is no pattern',
    'and that is something actionable',
    'since we learn by changing a single thing',
  ],
  asks: [
    '{to}, did we see {on} before?',
    'what did our best trades have in common with {on}, {to}?',
    '{to}, could we measure {on} over time?',
    'what would you learn from {on}, {to}?',
    '{to}, which experiment would settle {on}?',
  ],
  closings: [
    "I'll measure it against {equity} and bring the lesson back",
    "let's try it, learn, and improve on {equity}",
    'that gives {equity} an experiment worth running',
  ],
};
