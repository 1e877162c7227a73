export { fingerprintRecording, RECORDED } from './fingerprint-recording.ts';
export { loadWorld, type WorldWish } from './load-world.ts';
export { notesOf } from './notes.ts';
export { openWorld, type World } from './world.ts';
