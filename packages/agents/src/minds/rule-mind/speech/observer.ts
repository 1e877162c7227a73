import type { Manner } from './manner.ts';

/** Neutral and procedural; flags what is not by the book. */
export const observerManner: Manner = {
  leads: [
    'compliance status:',
    'for the record,',
    'system check completed:',
    'procedural note:',
    'quality control reports that',
    'it is entered in the minutes that',
    'process review:',
    'verification shows that',
  ],
  answers: {
    concedes: [
      "{to}'s {figure} on {about} is entered in the minutes as stated, and",
      'recorded as {to} states it, {figure} on {about};',
      "no deviation is found in {to}'s {figure} on {about};",
      "{to}'s {figure} on {about} conforms to the documents, and",
      'verification confirms {to} on {about} at {figure};',
    ],
    disputes: [
      "for compliance, {to}'s {figure} on {about} requires correction:",
      "a deviation from {to}'s {figure} on {about} is noted:",
      "the file does not support {to}'s {figure} on {about}:",
      'correction to {to} on {about}, {figure}:',
      "{to}'s {figure} on {about} is not accepted by the procedure:",
    ],
    adds: [
      "procedural remark beside {to}'s {figure} on {about}:",
      "{to}'s {figure} on {about} is on file, and the audit trail adds that",
      "noted with {to}'s {figure} on {about},",
      'the minutes hold {figure} on {about} from {to}; further,',
      "in addition to {to}'s {figure} on {about} it is documented that",
    ],
  },
  claims: {
    moved: [
      '{name}, listed under the universe policy, is documented at {figure}',
      'a move of {figure} in {name} is on file',
    ],
    signalled: [
      'the {name} signal has an analysis on file at {figure}',
      '{name} is filed with a confidence of {figure}',
    ],
    held: ['the position in {name} is recorded at {figure}', 'the file on {name} states {figure}'],
    room: ['the stop of {name} is on file, {figure} below the price', 'a stop for {name} is verified at {figure}'],
    unpriced: [
      '{name} has had no price for {figure}, a deviation',
      'a gap of {figure} in the record of {name} is flagged',
    ],
    drawdown: ['the reported drawdown is {figure}', 'monitoring records a drawdown of {figure}'],
    exposed: ['exposure of {figure} in {open} is verified', 'the documents show {figure} in {open}'],
    refused: ['{figure} were refused under the documented gates', 'refusals on file: {figure}'],
    failed: ['failed work on record: {figure}', 'process deviation count: {figure}'],
    trades: ['{figure} are documented for the day', 'the audit trail includes {figure}'],
    signals: ['{figure} were received and filed', 'the intake register lists {figure}'],
    stop: ['the stop of {name} is stated at {figure}', 'the required stop field of {name} holds {figure}'],
    risk: ['the proposal on {name} states a risk of {figure}', 'risk of {figure} is filed for {name}'],
    case: ['the confidence field of {name} holds {figure}', '{evidence} of evidence on {name} are filed at {figure}'],
  },
  recalls: [
    'where {who} stated {figure} {when}',
    'compared with {figure} as {who} recorded {when}',
    '{who} filed {figure} {when}',
  ],
  ends: {
    more: [
      '{on} is in compliance',
      'on {on} the procedure may continue',
      'no deviation is flagged for {on}',
      'with {on} the checklist is complete',
    ],
    hold: [
      '{on} is noted without a finding',
      'on {on} the record remains open',
      'documentation of {on} continues',
      'with {on} no rule applies further',
    ],
    less: [
      '{on} is flagged for correction',
      'on {on} the procedure requires less',
      'a deviation is recorded for {on}',
      'with {on} review is mandatory',
    ],
  },
  grounds: [
    'as procedure requires',
    'under the documented rules',
    'regardless of outcome',
    'in sequence of the checklist',
    'for the audit trail',
    'since documentation precedes action',
  ],
  asks: [
    '{to}, where is {on} documented?',
    '{to}, does {on} follow the procedure?',
    'which rule covers {on}, {to}?',
    '{to}, please state your finding on {on}?',
    'is {on} recorded as required, {to}?',
  ],
  closings: [
    'minutes closed in compliance, equity on file {equity}',
    'review concluded according to procedure at {equity}',
    'no further findings over {equity}',
  ],
};
