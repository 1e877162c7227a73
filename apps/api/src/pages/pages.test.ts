import { sayBooked, sayShare } from '@atc/core/kernel/figures';
import { html } from '@atc/core/kernel/text';
import { sayFullTime } from '@atc/core/kernel/time';
import { hostileTexts } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { safePath } from './login-page.ts';
import { price, signed } from './wording.ts';

test('every value in a template is escaped, html is not', () => {
  expect(html`<p title="${'"x"'}">${['<b>', html`<i>`]}${null}${3}</p>`.markup).toBe(
    '<p title="&quot;x&quot;">&lt;b&gt;<i>3</p>',
  );
});

test.each(hostileTexts)('a page shows nothing of $what', ({ text, shown }) => {
  expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${shown}">${shown}</p>`);
});

test.each([
  ['/admin/queues?x=1', '/admin/queues?x=1'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['docs', '/'],
  [undefined, '/'],
  [['/a'], '/'],
])('after signing in, %j leads to %s', (next, path) => {
  expect(safePath(next)).toBe(path);
});

test('money, prices and shares read as people write them', () => {
  expect([sayBooked('1234567.891'), sayBooked('0'), price('0.00002431987'), price(null), sayShare(0.125)]).toEqual([
    '$1,234,567.89',
    '$0.00',
    '0.00002432',
    '–',
    '12.5 %',
  ]);
  expect(signed('-3.5').markup).toBe('<span class="lost">−$3.50</span>');
});

test.each([
  ['102345.678', '102345.68'],
  ['3478.69', '3478.69'],
  ['17.3633', '17.3633'],
  ['0.000012345678', '0.00001235'],
])('a price of %s keeps what a trader needs of it: %s', (given, shown) => {
  expect(price(given)).toBe(shown);
});

test('a loss has a minus and nothing has none', () => {
  expect([sayShare(-0.1234), sayShare(-0.0001), sayShare(0)]).toEqual(['−12.3 %', '0.0 %', '0.0 %']);
});

test('company time tells its year and whose day it is', () => {
  expect(sayFullTime(new Date('2025-01-06T14:30:00Z'), 'America/Los_Angeles')).toBe('06 Jan 2025, 06:30 Los Angeles');
});
