import { describeFaults } from './describe-faults.ts';
import { postgresFaults } from './faults.ts';

describeFaults(postgresFaults);
