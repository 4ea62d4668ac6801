// The cryptography of X's SDK, without the key backup that createChat() adds.
import { readFile } from 'node:fs/promises';
import initialize, { Chat } from './node_modules/@xdevplatform/chat-xdk/pkg/chat_xdk_wasm.js';

const wasm = new URL('./node_modules/@xdevplatform/chat-xdk/pkg/chat_xdk_wasm_bg.wasm', import.meta.url);

export async function createChat() {
  await initialize({ module_or_path: await readFile(wasm) });
  return new Chat();
}
