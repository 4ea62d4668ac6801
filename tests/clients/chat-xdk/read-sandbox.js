// Reads the X Chat conversations of the sandbox with X's own SDK, and prints what it makes of each, one JSON line per conversation.
// usage: node read-sandbox.js BASE-ADDRESS   (the keys come as JSON in SANDBOX_KEYS)
import { open } from './engine.js';

const base = process.argv[2];
const keys = JSON.parse(process.env.SANDBOX_KEYS);
const chat = open({ blob: keys.chatKey, keyVersion: keys.chatKeyVersion });

async function get(path, parameters) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const response = await fetch(url, { headers: { Authorization: `Bearer ${keys.userToken}` } });
  if (!response.ok) throw new Error(`${response.status} ${url.pathname}: ${await response.text()}`);
  return response.json();
}

async function* pages(path, parameters) {
  for (let token; ;) {
    const page = await get(path, token ? { ...parameters, pagination_token: token } : parameters);
    yield page;
    token = page.meta.next_token;
    if (!token) return;
  }
}

const signers = new Map();

async function signingKeysOf(user) {
  if (!signers.has(user)) {
    const { data } = await get(`/2/users/${user}/public_keys`, { 'public_key.fields': 'public_key,public_key_version,signing_public_key,identity_public_key_signature' });
    signers.set(user, data.map(row => ({
      userId: user, publicKeyVersion: row.public_key_version, publicKey: row.signing_public_key,
      identityPublicKey: row.public_key, identityPublicKeySignature: row.identity_public_key_signature,
    })));
  }
  return signers.get(user);
}

async function read(id) {
  const items = [];
  const beside = new Set();
  for await (const page of pages(`/2/chat/conversations/${id}/events`, { max_results: 50, 'chat_message_event.fields': 'created_at,encoded_event,id,sender_id' })) {
    items.push(...page.data ?? []);
    page.meta.conversation_key_events?.forEach(event => beside.add(event));
  }
  const senders = new Set(items.map(item => item.sender_id));
  const signingKeys = (await Promise.all([...senders].map(signingKeysOf))).flat();
  const encoded = [...beside, ...items.map(item => item.encoded_event)];
  const result = chat.decryptEvents(encoded, signingKeys);
  const read = new Map(result.messages.map(message => [message.originalB64, message.event]));
  return {
    id,
    keyChangesBeside: beside.size,
    keyVersions: Object.keys(result.conversationKeys.keys).length,
    events: items.map((item, index) => {
      const event = read.get(item.encoded_event);
      return {
        id: item.id, listedSender: item.sender_id, error: result.errors[beside.size + index] ?? null,
        type: event?.type ?? null, content: event?.content?.content_type ?? null, text: event?.content?.text ?? event?.content?.new_text ?? null,
        sender: event?.senderId ?? null, conversation: event?.conversationId ?? null, messageId: event?.id ?? null, verified: event?.verified ?? null, quote: event?.replyPreviewValidation ?? null,
      };
    }),
  };
}

const ids = process.argv.slice(3);
if (ids.length === 0)
  for await (const page of pages('/2/chat/conversations', { max_results: 5 })) ids.push(...page.data.map(conversation => conversation.id));
for (const id of ids) console.log(JSON.stringify(await read(id)));
