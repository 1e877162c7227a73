export { plantRecording } from './planted-recording.ts';
export { type Recording, recordDays, writeRecording } from './recording.ts';
export { recordWildDays } from './wild-recording.ts';
