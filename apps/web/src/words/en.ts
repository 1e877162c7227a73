import { agentWords } from './en-agents.ts';
import { deskWords } from './en-desk.ts';
import { floorWords } from './en-floor.ts';
import { shellWords } from './en-shell.ts';
import { stopWords } from './en-stop.ts';
import { tableWords } from './en-tables.ts';
import { tradeWords } from './en-trade.ts';
import { tradesWords } from './en-trades.ts';
import { houseWords } from './house/index.ts';
import { ruleWords } from './rules/index.ts';

/** Every word of the pages. Another language is another catalogue of this shape. */
export const en = {
  ...shellWords,
  ...stopWords,
  ...deskWords,
  ...tradeWords,
  ...agentWords,
  ...tradesWords,
  ...tableWords,
  ...floorWords,
  ...houseWords,
  ...ruleWords,
} as const;
