import { describeFaults } from './describe-faults.ts';
import { redisFaults } from './faults.ts';

describeFaults(redisFaults);
