export { type Dice, seededDice } from './dice.ts';
