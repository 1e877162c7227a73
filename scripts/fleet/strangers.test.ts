import { expect, test } from 'vitest';
import { strangersOf } from './strangers.ts';

const running = (name: string, path: string) => ({ name, pm2_env: { pm_exec_path: path } });
const names = ['api', 'heartbeat'];

test.each([
  ['nothing runs', [], []],
  ['the fleet itself runs', [running('api', '/desk/apps/api/src/main.ts')], []],
  ['something else runs under a name of its own', [running('shop', '/shop/main.js')], []],
  ['somebody else runs an api', [running('api', '/shop/main.js'), running('heartbeat', '/desk/h.ts')], ['api']],
  ['a folder whose name begins like ours', [running('api', '/desk-2/apps/api/src/main.ts')], ['api']],
])('%s', (_, listed, strangers) => {
  expect(strangersOf(listed, names, '/desk')).toEqual(strangers);
});
