export { CompanyError, errorText, InvariantError, StartError } from './company-error.ts';
export { exitCodeOf } from './exit-code.ts';
export { type StoreFault, storeFaultOf } from './store-fault.ts';
