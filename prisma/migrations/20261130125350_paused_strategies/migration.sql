-- A strategy that is held back buys nothing until an operator lets it go on.
ALTER TYPE "StrategyState" ADD VALUE 'paused';
