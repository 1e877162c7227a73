export { CompanyError, errorText, InvariantError, StartError } from './company-error.ts';
export { type StoreFault, storeFaultOf } from './store-fault.ts';
