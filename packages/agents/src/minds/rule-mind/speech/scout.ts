import type { Manner } from './manner.ts';

/** Technical and exact: prices, times, fills. */
export const scoutManner: Manner = {
  leads: [
    'execution desk reporting:',
    'position update:',
    'book report:',
    'from the monitor:',
    'tape check:',
    'data only from my side:',
    'log entry:',
    'quoting the book:',
  ],
  answers: {
    concedes: [
      'copy, {to}, {figure} on {about} confirmed;',
      "{to}'s {figure} on {about} matches my log;",
      'confirming {to} on {about}, {figure};',
      'logged as {to} has it, {about} {figure};',
      'received, {to}, {figure} on {about} executes as said;',
    ],
    disputes: [
      'negative, {to}, the book does not execute on {figure} for {about}:',
      '{to}, {figure} on {about} is no order:',
      "my log differs from {to}'s {figure} on {about}:",
      'not at {figure} on {about}, {to}, the tape reads as follows:',
      '{to}, {figure} on {about} fills nothing:',
    ],
    adds: [
      '{to} quotes {figure} on {about}; the tape adds:',
      'beside {figure} on {about} from {to}, log:',
      'checked for {to}, {about} {figure}, next print:',
      '{to} has {figure} on {about}, stand by for the print:',
      "appending to {to}'s {figure} on {about}:",
    ],
  },
  claims: {
    moved: [
      '{name} last {price} at {time}, {figure} over the day',
      'print {name} {price}, {figure} on the day',
      'tape on {name}: {figure}, last {price}',
    ],
    signalled: ['order slot for {name} unfilled, read {figure}', '{name} waits for an order at {figure}'],
    held: ['{name} marked {usd}, {figure}, held {hours}', '{name} mark {figure} after {hours}'],
    room: ['stop of {name} {figure} below last', '{name} stop distance {figure}, marked {usd}'],
    closed: ['last close {name} {figure}, exit {exit}', '{name} filled out at {figure}, held {hours}'],
    unpriced: ['{name} has had no price for {figure}, no mark, no order', 'no print in {name} for {figure}'],
    exposed: ['marked exposure {figure} in {open}', '{open} on the book, {figure} marked'],
    cash: ['cash on the book reads {figure}', 'order cash available {figure}'],
    day: ['day mark {figure}', 'book marked {figure} on the day'],
    failed: ['execution log shows {figure} failed', '{figure} failed to execute on the log'],
    trades: ['{figure} filled and booked', 'fill log, last session: {figure}'],
    cost: [
      'estimated round trip takes {figure} of the target in {name}',
      '{name} costs {figure} of its gain to execute',
    ],
    stop: ['stop order in {name} sits {figure} from entry', '{name} entry to stop {figure}, last {price}'],
    risk: ['order in {name} risks {figure} of the book', '{name} size puts {figure} on the stop'],
  },
  recalls: ['{who} logged {figure} {when}', 'log {when}: {who} read {figure}', '{who} marked {figure} {when}'],
  ends: {
    more: ['{on}: executable', 'on {on} the order is ready', 'with {on} fills are in bounds', 'monitor set on {on}'],
    hold: ['{on}: standing by', 'on {on} no order goes out', 'with {on} the monitor stays live', 'tape watch on {on}'],
    less: [
      '{on}: out of bounds',
      'on {on} I stand down',
      'with {on} size comes off the order',
      'exit path checked for {on}',
    ],
  },
  grounds: [
    'as logged to the second',
    'spread and slippage booked per fill',
    'levels first, orders after',
    'no opinion, the print says so',
    'monitor confirms',
    'per the execution checklist',
  ],
  asks: [
    '{to}, which price on {on}?',
    '{to}, confirm the order on {on}?',
    'size and level for {on}, {to}?',
    '{to}, is {on} a fill or a view?',
    'at which print does {on} change, {to}?',
  ],
  closings: [
    'execution desk out, equity marked {equity}',
    'end of position update, book {equity}',
    'log closed at {equity}, monitor stays live',
  ],
};
