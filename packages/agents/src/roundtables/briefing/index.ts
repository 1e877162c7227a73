export { briefReviewer } from './brief-reviewer.ts';
