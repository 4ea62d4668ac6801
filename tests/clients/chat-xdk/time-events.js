// Measures how long X's own SDK takes to verify and decrypt events in one call, for bench/Chat. Prints one line of JSON for each line
// that it reads, so that the measurements of several programs can take turns.
// usage: node time-events.js <input.json-lines   first { reader, signingKeys, events }, then an empty line for each measurement
import { createInterface } from 'node:readline';
import { open, write } from './engine.js';

let chat;
let work;
for await (const line of createInterface({ input: process.stdin })) {
  if (!work) {
    work = JSON.parse(line);
    chat = open(work.reader);
    continue;
  }
  const start = performance.now();
  const { messages, errors } = chat.decryptEvents(work.events, work.signingKeys);
  write({ milliseconds: performance.now() - start, verified: messages.filter(({ event }) => event.verified).length, errors: Object.keys(errors).length });
}
