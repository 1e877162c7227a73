export { assessPortfolio } from './assess-portfolio.ts';
