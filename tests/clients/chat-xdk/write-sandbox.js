// Writes to the X Chat conversations of the sandbox with X's own SDK: an existing one-to-one, a new one, and a group. Prints the conversations as the
// SDK reads them afterwards, one JSON line each, and a line about a file.
// usage: node write-sandbox.js BASE-ADDRESS OTHER-USER NEW-USER MEMBER   (the keys come as JSON in SANDBOX_KEYS)
import { fromBase64, toBase64 } from './engine.js';
import { chat, decrypt, get, keys, post, publicKeysOf, read, send } from './sandbox.js';

const [other, newcomer, member] = process.argv.slice(3);
const me = (await get('/2/users/me')).data.id;
chat.setIdentity(me, keys.chatKeyVersion);

// The newest of each user's keys.
const newest = async users => Promise.all(users.map(async userId => {
  const row = (await publicKeysOf(userId)).reduce((a, b) => (BigInt(a.public_key_version) > BigInt(b.public_key_version) ? a : b));
  return { userId, publicKey: row.public_key, keyVersion: row.public_key_version };
}));

async function sendPayload(path, payload) {
  const { data } = await post(`/2/chat/conversations/${path}/messages`, {
    message_id: payload.messageId, encoded_message_create_event: payload.encryptedContent, encoded_message_event_signature: payload.encodedEventSignature,
  });
  return data.encoded_message_event;
}

const actions = prepared => ({
  conversation_key_version: prepared.conversationKeyVersion,
  conversation_participant_keys: prepared.participantKeys?.map(row => ({
    user_id: row.userId, encrypted_conversation_key: row.encryptedKey, public_key_version: row.publicKeyVersion,
  })),
  action_signatures: (prepared.actionSignatures ?? [prepared]).map(action => ({
    message_id: action.messageId, encoded_message_event_detail: action.encodedMessageEventDetail, signature_payload: action.signaturePayload,
    message_event_signature: { signature: action.signature, public_key_version: action.publicKeyVersion, signature_version: action.signatureVersion },
  })),
});

const withKey = (conversationId, { conversationKey, conversationKeyVersion }) => ({ conversationId, conversationKey, conversationKeyVersion });

// A conversation that exists: its newest key comes from its events.
const { result } = await decrypt(other);
const version = Object.keys(result.conversationKeys.keys).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
const signedId = BigInt(other) < BigInt(me) ? `${other}:${me}` : `${me}:${other}`;
const existing = withKey(signedId, { conversationKey: result.conversationKeys.keys[version], conversationKeyVersion: version });
const text = await sendPayload(other, chat.encryptMessage({ ...existing, text: 'From the SDK, see https://example.com', entities: [[18, 37, 'url']] }));
await sendPayload(other, chat.encryptReply({ ...existing, text: 'A reply', replyToEvent: text }));
await sendPayload(other, chat.encryptAddReaction({ ...existing, emoji: '👍', targetEvent: text }));
await sendPayload(other, chat.encryptEdit({ ...existing, updatedText: 'Edited by the SDK', entities: [], targetEvent: text }));
await sendPayload(other, chat.encryptMessage({ ...existing, text: 'A mistake' }));
const mistake = (await decrypt(other)).items[0].id;
await post(`/2/chat/conversations/${other}/messages/delete`, {
  sequence_ids: [mistake], delete_message_action: 'delete_for_all',
  action_signatures: actions(chat.prepareMessageDelete({ conversationId: signedId, sequenceIds: [mistake], deleteForAll: true })).action_signatures,
});

// An encrypted file.
const file = new Uint8Array(3000).map((_, index) => index);
const encrypted = chat.encryptStream(file, existing.conversationKey);
const uploads = '/2/chat/media/upload';
const { data: upload } = await post(`${uploads}/initialize`, { conversation_id: signedId, total_bytes: encrypted.length });
const ofUpload = { conversation_id: signedId, media_hash_key: upload.media_hash_key };
await post(`${uploads}/${upload.session_id}/append`, { ...ofUpload, segment_index: 0, media: toBase64(encrypted) });
await post(`${uploads}/${upload.session_id}/finalize`, { ...ofUpload, num_parts: '1' });
await sendPayload(other, chat.encryptMessage({
  ...existing, text: 'A file',
  attachments: [{ attachment_type: 'media', media_hash_key: upload.media_hash_key, width: 1, height: 1, filesize_bytes: file.length, filename: 'a.bin', media_type: 5 }],
}));
const downloaded = new Uint8Array(await (await send(`/2/chat/media/${other}/${upload.media_hash_key}`)).arrayBuffer());

// A new one-to-one begins with its key.
const begun = chat.prepareConversationKeyChange({ publicKeys: await newest([me, newcomer]) });
const { data: started } = await post(`/2/chat/conversations/${newcomer}/keys`, actions(begun));
await sendPayload(newcomer, chat.encryptMessage({ ...withKey(begun.conversationId, begun), text: 'Hello!' }));

// A group, to which somebody is added.
const group = (await post('/2/chat/conversations/group/initialize')).data.conversation_id;
const created = chat.prepareGroupCreate({ publicKeys: await newest([me, other]), conversationId: group, memberIds: [me, other], adminIds: [me], title: 'SDK group' });
await post('/2/chat/conversations/group', { ...actions(created), conversation_id: group, group_members: [me, other], group_admins: [me], group_name: 'SDK group' });
await sendPayload(group, chat.encryptMessage({ ...withKey(group, created), text: 'First' }));
const added = chat.prepareGroupMembersChange({
  publicKeys: await newest([me, other, member]), conversationId: group, newMemberIds: [member], currentMemberIds: [me, other], currentAdminIds: [me],
  currentPendingMemberIds: [], currentTitle: 'SDK group',
});
await post(`/2/chat/conversations/${group}/members`, { ...actions(added), user_ids: [member] });
await sendPayload(group, chat.encryptMessage({ ...withKey(group, added), text: 'Second' }));

for (const id of [other, started.conversation_id, group]) console.log(JSON.stringify(await read(id)));
console.log(JSON.stringify({ isFileWhole: toBase64(chat.decryptStream(downloaded, existing.conversationKey)) === toBase64(file) }));
