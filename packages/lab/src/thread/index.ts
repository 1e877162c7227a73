// What the company starts as a thread: it imports nothing of the lab.
import './thread.ts';
