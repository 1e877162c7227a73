import { expect, test } from 'vitest';
import { keyAct } from './key-act.ts';

const pressed = (key: string, more: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
const here = { isOn: true, isTyping: false, afterG: false };

test.each([
  ['k with Control', pressed('k', { ctrlKey: true }), here, 'palette'],
  ['k with Command in a field', pressed('k', { metaKey: true }), { ...here, isTyping: true }, 'palette'],
  ['the palette when keys are off', pressed('k', { ctrlKey: true }), { ...here, isOn: false }, 'palette'],
  ['t after g', pressed('t'), { ...here, afterG: true }, '/trades'],
  ['t alone', pressed('t'), here, null],
  ['t after g in a field', pressed('t'), { ...here, afterG: true, isTyping: true }, null],
  ['? when keys are off', pressed('?'), { ...here, isOn: false }, null],
  ['?', pressed('?'), here, 'keys'],
  ['/', pressed('/'), here, 'filter'],
  ['/ with Control', pressed('/', { ctrlKey: true }), here, null],
] as const)('%s', (...told) => {
  const [, key, where, act] = told;
  expect(keyAct(key, where)).toBe(act);
});
