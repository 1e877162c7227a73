import { describeFaults } from './describe-faults.ts';
import { feedFaults } from './faults.ts';

describeFaults(feedFaults);
