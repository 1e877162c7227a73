import { expect, test } from 'vitest';
import { html } from './html.ts';
import { isStorable, storable } from './storable.ts';

test('every value is escaped, and the template is not', () => {
  expect(html`<b>${`<script>"&'`}</b>`.markup).toBe('<b>&lt;script&gt;&quot;&amp;&#39;</b>');
});

test('what is HTML already is not escaped again', () => {
  expect(html`<p>${html`<i>${'<'}</i>`}</p>`.markup).toBe('<p><i>&lt;</i></p>');
});

test('numbers, nothing and lists are written one after the other', () => {
  expect(html`${1}${null}${['a', 2, html`<br>`]}|`.markup).toBe('1a2<br>|');
});

test('what hides or turns the direction of reading is not shown', () => {
  expect(html`${'a\u202eb\u0007c'}`.markup).toBe('ab c');
});

test.each([
  ['plain', true, 'plain'],
  ['a\0b', false, 'ab'],
  ['a\ud83d', false, 'a'],
  ['\ude00b', false, 'b'],
  ['a\ud83d\ude00', true, 'a\ud83d\ude00'],
])('a database takes %j: %s, and keeps %j of it', (text, answer, kept) => {
  expect(isStorable(text)).toBe(answer);
  expect(storable(text)).toBe(kept);
});
