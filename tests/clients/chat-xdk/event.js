// What a server does: makes a whole event (Thrift's MessageEvent) of what the SDK sends.
import { fromBase64, toBase64 } from './engine.js';

const STRING = 11;
const STRUCT = 12;

const field = (type, id, bytes) => Buffer.concat([Buffer.from([type, id >> 8, id & 0xff]), bytes]);

function string(id, value) {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return field(STRING, id, Buffer.concat([length, bytes]));
}

/** A field with a struct that is already encoded, including its end. */
const struct = (id, encoded) => field(STRUCT, id, Buffer.from(fromBase64(encoded)));
const stop = Buffer.from([0]);

let last = 2100000000000000000n;

/** detail: base64 of a MessageEventDetail; signature: base64 of a MessageEventSignature. */
export function makeEvent({ messageId, senderId, conversationId, detail, signature }) {
  const sequenceId = String(last++);
  const bytes = Buffer.concat([
    string(1, sequenceId), string(2, messageId), string(3, senderId), string(4, conversationId), string(6, String(Date.now())),
    struct(7, detail), struct(9, signature), stop,
  ]);
  return { sequenceId, encoded: toBase64(bytes) };
}

/** The event of an encrypted message, a reaction or an edit. */
export const ofPayload = (payload, senderId, conversationId) => makeEvent({
  messageId: payload.messageId, senderId, conversationId,
  detail: toBase64(Buffer.concat([struct(1, payload.encryptedContent), stop])), signature: payload.encodedEventSignature,
});

/** The event of a deletion, a key change, or a change of a group. */
export const ofAction = (action, senderId, conversationId) => makeEvent({
  messageId: action.messageId, senderId, conversationId, detail: action.encodedMessageEventDetail,
  signature: toBase64(Buffer.concat([string(1, action.signature), string(2, action.publicKeyVersion), string(3, action.signatureVersion), stop])),
});
