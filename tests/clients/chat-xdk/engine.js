// The cryptographic engine of X's own SDK. Its front (createChat) only adds the storage of keys behind a PIN, which needs a server.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import init, { Chat } from './node_modules/@xdevplatform/chat-xdk/pkg/chat_xdk_wasm.js';

await init({ module_or_path: readFileSync(new URL('./node_modules/@xdevplatform/chat-xdk/pkg/chat_xdk_wasm_bg.wasm', import.meta.url)) });

export { Chat };

export const fromBase64 = value => new Uint8Array(Buffer.from(value, 'base64'));
export const toBase64 = bytes => Buffer.from(bytes).toString('base64');

/** The engine with a user's keys. */
export function open({ blob, keyVersion }) {
  const chat = new Chat();
  chat.importKeys(fromBase64(blob), keyVersion);
  return chat;
}

/** The JSON on standard input. */
export const readInput = async () => JSON.parse(await text(process.stdin));

/** Prints a value as one line of JSON, bytes as base64. */
export const write = value => console.log(JSON.stringify(value, (_, item) => (item instanceof Uint8Array ? toBase64(item) : typeof item === 'bigint' ? item.toString() : item)));
