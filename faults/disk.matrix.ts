import { afterAll, describe, inject, test } from 'vitest';
import { describeFaults } from './describe-faults.ts';
import { diskFault } from './faults.ts';
import { makeSmallDisk } from './small-disk.ts';

const disk = await makeSmallDisk(inject('adminUrl'));

if (disk) {
  describeFaults([diskFault(disk)], disk.tablespace);
  afterAll(() => disk.remove());
} else describe('PostgreSQL’s disk full', () => test.skip('this process may not mount a small disk'));
