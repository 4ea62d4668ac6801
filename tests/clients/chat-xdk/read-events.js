// Decrypts and verifies events with X's own SDK, strictly (as it does unless told otherwise) and leniently (unverified events are returned).
// usage: node read-events.js <input.json   { reader: { blob, keyVersion }, signingKeys: [SigningKeyEntry], events: [base64] }
import { open, readInput, write } from './engine.js';

const { reader, signingKeys, events } = await readInput();
const read = reject => {
  const chat = open(reader);
  chat.setRejectUnverified(reject);
  const { messages, conversationKeys, errors } = chat.decryptEvents(events, signingKeys);
  return { events: messages.map(({ event, originalB64 }) => ({ ...event, index: events.indexOf(originalB64) })), conversationKeys, errors };
};
write({ strict: read(true), lenient: read(false) });
