export { type Fault, faultsOf } from './faults.ts';
