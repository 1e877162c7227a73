export { acting, hostileTexts } from './hostile-texts.ts';
export { scriptedMarket } from './scripted-market.ts';
export { testCompany } from './test-company.ts';
