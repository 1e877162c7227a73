export { assessPortfolio } from './assess-portfolio.ts';
export { assess, type HeldRisk, type PortfolioFacts, twinsOf } from './assessment.ts';
