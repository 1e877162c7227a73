import { expect, test } from 'vitest';
import { html } from './html.ts';
import { safePath } from './login-page.ts';
import { money, pct, price, signed } from './wording.ts';

test('every value in a template is escaped, html is not', () => {
  expect(html`<p title="${'"x"'}">${['<b>', html`<i>`]}${null}${3}</p>`.markup).toBe(
    '<p title="&quot;x&quot;">&lt;b&gt;<i>3</p>',
  );
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
  expect([money('1234567.891'), money('0'), price('0.00002431987'), price(null), pct(0.125)]).toEqual([
    '$1,234,567.89',
    '$0.00',
    '0.00002432',
    '–',
    '12.5 %',
  ]);
  expect(signed('-3.5').markup).toBe('<span class="lost">−$3.50</span>');
});
