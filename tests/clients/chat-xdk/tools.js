// What X's own SDK makes of keys, names and files.
// usage: node tools.js <input.json   { reader, registration: { identity, signing, signature }, wrappedKey, key, sealedText, encryptedFiles: [base64], plainFiles: [base64] }
import { fromBase64, open, readInput, toBase64, write } from './engine.js';

const { reader, registration, wrappedKey, key, sealedText, encryptedFiles, plainFiles } = await readInput();
const chat = open(reader);
const conversationKey = () => fromBase64(key);
const attempt = action => {
  try {
    return action();
  } catch (error) {
    return `error: ${error.message ?? error}`;
  }
};
write({
  isBound: chat.verifyKeyBinding(registration.identity, registration.signing, registration.signature),
  isRegistered: chat.matchesRegisteredKey(registration.identity),
  fingerprint: chat.getPublicKeyFingerprint(),
  key: toBase64(chat.decryptConversationKey(wrappedKey)),
  text: chat.decrypt(sealedText, conversationKey()),
  sealedText: chat.encrypt('Ωmega — group', conversationKey()),
  plainFiles: encryptedFiles.map(file => attempt(() => toBase64(chat.decryptStream(fromBase64(file), conversationKey())))),
  encryptedFiles: plainFiles.map(file => toBase64(chat.encryptStream(fromBase64(file), conversationKey()))),
});
