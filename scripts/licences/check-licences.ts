import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ALLOWED, EXCEPTIONS } from './law.ts';
import { type LockedPackage, licenceFaults, licenceOf } from './licences.ts';

// Checks the licence of every package that the lock file names, tools included; see law.ts.
const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = z.record(z.string(), z.unknown());
const lock = z.object({ packages: z.record(z.string(), manifest) });
const FOLDER = 'node_modules/';

const { packages } = lock.parse(JSON.parse(await readFile(`${root}/package-lock.json`, 'utf8')));
// What has no folder of modules in its path, or only points elsewhere, is our own.
const foreign = Object.entries(packages).filter(([path, { link }]) => path.includes(FOLDER) && link !== true);
const locked = await Promise.all(foreign.map(([path, told]) => read(path, told)));
const faults = licenceFaults(locked, { allowed: ALLOWED, exceptions: EXCEPTIONS });
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${locked.length} packages, ${faults.length} faults against the licence law\n`);
if (faults.length > 0 || locked.length === 0) process.exitCode = 1;

async function read(path: string, told: z.infer<typeof manifest>): Promise<LockedPackage> {
  const text = await readFile(`${root}/${path}/package.json`, 'utf8').catch(() => null);
  return {
    name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length),
    version: String(told.version),
    locked: licenceOf(told),
    installed: text === null ? undefined : licenceOf(manifest.parse(JSON.parse(text))),
  };
}
