import { describeFaults } from './describe-faults.ts';
import { machineFaults } from './faults.ts';

describeFaults(machineFaults);
