import { expect, test } from 'vitest';
import { signatureOf } from './signature.ts';

const headers = {
  'x-app-key': '776da210ab4a452795d74e726ebd74b6',
  'x-signature-algorithm': 'HMAC-SHA1',
  'x-signature-version': '1.0',
  'x-signature-nonce': '48ef5afed43d4d91ae514aaeafbc29ba',
  'x-timestamp': '2022-01-04T03:55:31Z',
  host: 'api.webull.com',
};
const official = {
  path: '/trade/place_order',
  query: { a1: 'webull', a2: '123', a3: 'xxx', q1: 'yyy' },
  headers,
  body: '{"k1":123,"k2":"this is the api request body","k3":true,"k4":{"foo":[1,2]}}',
};
const secret = '0f50a2e853334a9aae1a783bee120c1f';

test('the published example is signed as published', () => {
  expect(signatureOf(official, secret)).toBe('kvlS6opdZDhEBo5jq40nHYXaLvM=');
});

test.each([
  ['path', { path: '/trade/cancel_order' }],
  ['parameter', { query: { ...official.query, q1: 'yyz' } }],
  ['header', { headers: { ...headers, 'x-signature-nonce': 'another' } }],
  ['body', { body: `${official.body} ` }],
  ['absence of the body', { body: null }],
])('another %s has another signature', (_, change) => {
  expect(signatureOf({ ...official, ...change }, secret)).not.toBe('kvlS6opdZDhEBo5jq40nHYXaLvM=');
});
