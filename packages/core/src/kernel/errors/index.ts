export { CompanyError, errorText, InvariantError, StartError } from './company-error.ts';
