// Makes an event of every kind that X's own SDK can make, with fresh keys, and prints them with what the SDK decrypts them to.
// usage: node make-events.js
import { Chat, toBase64, write } from './engine.js';
import { ofAction, ofPayload } from './event.js';

function newUser(userId, keyVersion) {
  const chat = new Chat();
  const { publicKey } = chat.generateKeypairs();
  const blob = toBase64(chat.exportKeys());
  // Importing also records the version under which the keys are registered.
  chat.importKeys(new Uint8Array(Buffer.from(blob, 'base64')), keyVersion);
  chat.setIdentity(userId, keyVersion);
  return { userId, keyVersion, blob, chat, registration: publicKey };
}

const [alice, bob, carol] = [newUser('111', '1700000000001'), newUser('2222222222222222222', '1700000000002'), newUser('333', '1700000000003')];
const everyone = [alice, bob, carol];
const publicKeys = users => users.map(user => ({ userId: user.userId, publicKey: user.registration.publicKey, keyVersion: user.keyVersion }));
const events = [];
const add = (name, { sequenceId, encoded }) => {
  events.push({ name, encoded });
  return { sequenceId, encoded };
};

// One-to-one: a key change, and every kind of entry.
const started = alice.chat.prepareConversationKeyChange({ publicKeys: publicKeys([alice, bob]) });
const conversationId = started.conversationId;
const conversation = { conversationId, conversationKey: started.conversationKey, conversationKeyVersion: started.conversationKeyVersion };
const message = (name, user, method, params) =>
  add(name, ofPayload(user.chat[method]({ ...conversation, ...params }), user.userId, conversationId));

const keyChange = add('keyChange', ofAction(started.actionSignatures[0], alice.userId, conversationId));
const text = message('text', alice, 'encryptMessage', {
  text: 'Zoë @bob see https://example.com #tag $X a@b.co', ttlMsec: 60000, shouldNotify: false,
  entities: [[5, 9, 'mention'], [14, 33, 'url'], [34, 38, 'hashtag'], [39, 41, 'cashtag'], [42, 48, 'email'], [0, 1, 'address'], [1, 2, 'phoneNumber']],
});
message('emptyText', bob, 'encryptMessage', { text: '' });
message('media', alice, 'encryptMessage', {
  text: '',
  attachments: [
    { attachment_type: 'media', media_hash_key: 'abc123', width: 8, height: 9, filesize_bytes: 74, filename: 'a.png', media_type: 1 },
    { attachment_type: 'media', media_hash_key: 'def456', width: 1920, height: 1080, filesize_bytes: 5000000000, filename: 'b.mp4', media_type: 3, duration_millis: 1200 },
  ],
});
message('url', bob, 'encryptMessage', {
  text: 'x',
  attachments: [{
    attachment_type: 'url', url: 'https://example.com', display_title: 'Example',
    banner_image: { media_hash_key: 'hash', filesize_bytes: 10, filename: 'b.png', width: 1, height: 2 },
  }],
});
message('post', bob, 'encryptMessage', { text: 'x', attachments: [{ attachment_type: 'post', rest_id: '20', post_url: 'https://x.com/i/status/20' }] });
message('replyWithEvent', bob, 'encryptReply', { text: 'a reply', replyToEvent: text.encoded });
message('replyWithoutEvent', bob, 'encryptReply', { text: 'a reply', replyToSequenceId: text.sequenceId, replyToSenderId: alice.userId, replyToText: 'Zoë' });
message('reaction', bob, 'encryptAddReaction', { emoji: '👍', targetEvent: text.encoded });
message('reactionRemoved', bob, 'encryptRemoveReaction', { emoji: '👍', targetMessageSequenceId: text.sequenceId });
const edit = message('edit', alice, 'encryptEdit', { updatedText: 'edited @bob', entities: [[7, 11, 'mention']], targetEvent: text.encoded });
message('replyToEdit', bob, 'encryptReply', { text: 'to the edit', replyToEvent: text.encoded, replyToEditEvent: edit.encoded });
const deletion = forAll => alice.chat.prepareMessageDelete({ conversationId, sequenceIds: [text.sequenceId, '5'], deleteForAll: forAll });
const payloads = {};
for (const forAll of [true, false]) {
  const action = deletion(forAll);
  payloads[add(`delete${forAll ? 'ForAll' : 'ForSelf'}`, ofAction(action, alice.userId, conversationId)).encoded] = action.signaturePayload;
}

// A new key, and a reply in it to a message under the old one.
const rotated = bob.chat.prepareConversationKeyChange({ publicKeys: publicKeys([alice, bob]), conversationId });
add('rotation', ofAction(rotated.actionSignatures[0], bob.userId, conversationId));
add('replyAcrossKeys', ofPayload(bob.chat.encryptReply({
  conversationId, conversationKey: rotated.conversationKey, conversationKeyVersion: rotated.conversationKeyVersion,
  text: 'under the new key', replyToEvent: text.encoded, replyToCkces: [keyChange.encoded],
}), bob.userId, conversationId));

// A group.
const group = 'g1900000000000000001';
const addActions = (name, change, user) => {
  change.actionSignatures.forEach((action, index) => {
    payloads[add(`${name}${index}`, ofAction(action, user.userId, group)).encoded] = action.signaturePayload;
  });
  return change;
};
const created = addActions('groupCreate', alice.chat.prepareGroupCreate({
  publicKeys: publicKeys([alice, bob]), conversationId: group, memberIds: ['111', bob.userId], adminIds: ['111'], title: 'Team',
  avatarUrl: 'https://example.com/a.png', ttlMsec: 1000,
}), alice);
addActions('groupCreatePlain', alice.chat.prepareGroupCreate({ publicKeys: publicKeys([alice, bob]), conversationId: group, memberIds: ['111', bob.userId], adminIds: [] }), alice);
addActions('groupAdd', alice.chat.prepareGroupMembersChange({
  publicKeys: publicKeys(everyone), conversationId: group, newMemberIds: ['333'], currentMemberIds: ['111', bob.userId], currentAdminIds: ['111'],
  currentPendingMemberIds: [bob.userId], currentTitle: 'Team', currentAvatarUrl: 'https://example.com/a.png', currentTtlMsec: 1000, currentScreenCaptureBlockingEnabled: true,
}), alice);
addActions('groupAddPlain', alice.chat.prepareGroupMembersChange({
  publicKeys: publicKeys(everyone), conversationId: group, newMemberIds: ['333'], currentMemberIds: ['111'], currentAdminIds: ['111'], currentPendingMemberIds: [],
}), alice);
add('groupMessage', ofPayload(bob.chat.encryptMessage({
  conversationId: group, conversationKey: created.conversationKey, conversationKeyVersion: created.conversationKeyVersion, text: 'in the group',
}), bob.userId, group));

const signingKeys = everyone.map(user => ({
  userId: user.userId, publicKeyVersion: user.keyVersion, publicKey: user.registration.signingPublicKey,
  identityPublicKey: user.registration.publicKey, identityPublicKeySignature: user.registration.identityPublicKeySignature,
}));
// Keys belong to one conversation, so each conversation is decrypted by itself.
const decrypted = [true, false].flatMap(isGroup => {
  const list = events.filter(event => event.name.startsWith('group') === isGroup);
  const result = alice.chat.decryptEvents(list.map(event => event.encoded), signingKeys);
  if (Object.keys(result.errors).length > 0) throw new Error(JSON.stringify(result.errors));
  return result.messages;
});
write({
  users: everyone.map(({ userId, keyVersion, blob, registration }) => ({ userId, keyVersion, blob, registration })),
  events: events.map(event => ({ ...event, signedText: payloads[event.encoded] ?? null, decrypted: decrypted.find(item => item.originalB64 === event.encoded).event })),
});
