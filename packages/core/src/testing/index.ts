export { barsOf } from '../market/live/bars.ts';
export { gateFacts, policySet } from './gate-facts.ts';
export { acting, hostileTexts } from './hostile-texts.ts';
export { type ScriptedMarket, type ScriptedMarketOptions, scriptedMarket } from './scripted-market.ts';
export { TEST_START, type TestCompany, type TestCompanyOptions, testCompany } from './test-company.ts';
