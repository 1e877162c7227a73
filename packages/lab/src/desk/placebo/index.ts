export { enterByDice } from './enter-by-dice.ts';
