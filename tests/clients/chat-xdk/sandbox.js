// The sandbox's X Chat, as a client with X's own SDK uses it. The keys come as JSON in SANDBOX_KEYS.
import { open } from './engine.js';

export const keys = JSON.parse(process.env.SANDBOX_KEYS);
export const chat = open({ blob: keys.chatKey, keyVersion: keys.chatKeyVersion });

const base = process.argv[2];

export async function send(path, options = {}) {
  return fetch(new URL(path, base), { ...options, headers: { Authorization: `Bearer ${keys.userToken}`, ...options.headers } });
}

async function json(response) {
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${await response.text()}`);
  return response.json();
}

export const get = async (path, parameters) => json(await send(`${path}?${new URLSearchParams(parameters)}`));

export const post = async (path, body) => json(await send(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body),
}));

export async function* pages(path, parameters) {
  for (let token; ;) {
    const page = await get(path, token ? { ...parameters, pagination_token: token } : parameters);
    yield page;
    token = page.meta.next_token;
    if (!token) return;
  }
}

const rows = new Map();

export async function publicKeysOf(user) {
  if (!rows.has(user)) rows.set(user, (await get(`/2/users/${user}/public_keys`)).data);
  return rows.get(user);
}

const signingKeysOf = async user => (await publicKeysOf(user)).map(row => ({
  userId: user, publicKeyVersion: row.public_key_version, publicKey: row.signing_public_key,
  identityPublicKey: row.public_key, identityPublicKeySignature: row.identity_public_key_signature,
}));

/** Reads a conversation: its items, and what the SDK makes of their events. */
export async function decrypt(id) {
  const items = [];
  const beside = new Set();
  for await (const page of pages(`/2/chat/conversations/${id}/events`, { max_results: 50 })) {
    items.push(...page.data ?? []);
    page.meta.conversation_key_events?.forEach(event => beside.add(event));
  }
  const senders = new Set(items.map(item => item.sender_id));
  const signingKeys = (await Promise.all([...senders].map(signingKeysOf))).flat();
  return { items, beside: beside.size, result: chat.decryptEvents([...beside, ...items.map(item => item.encoded_event)], signingKeys) };
}

/** Reads a conversation: a summary of each event. */
export async function read(id) {
  const { items, beside, result } = await decrypt(id);
  const events = new Map(result.messages.map(message => [message.originalB64, message.event]));
  return {
    id,
    keyChangesBeside: beside,
    keyVersions: Object.keys(result.conversationKeys.keys).length,
    events: items.map((item, index) => {
      const event = events.get(item.encoded_event);
      return {
        id: item.id, listedSender: item.sender_id, error: result.errors[beside + index] ?? null,
        type: event?.type ?? null, content: event?.content?.content_type ?? null, text: event?.content?.text ?? event?.content?.new_text ?? null,
        sender: event?.senderId ?? null, conversation: event?.conversationId ?? null, messageId: event?.id ?? null, verified: event?.verified ?? null, quote: event?.replyPreviewValidation ?? null,
      };
    }),
  };
}
