export { type Joined, joinedRow } from './joined-row.ts';
export {
  type Answers,
  type Carried,
  carried,
  type Reading,
  reading,
  readOne,
  readTogether,
  rowsOf,
} from './reading.ts';
