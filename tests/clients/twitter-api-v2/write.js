// Writes to the sandbox with npm's twitter-api-v2, by a bearer token and by OAuth 1.0a, and prints what it got, a JSON line each.
// usage: node write.js BASE-ADDRESS   (the keys come as JSON in SANDBOX_KEYS)
import { signedIn } from './sandbox.js';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(2500, 7)]);

const status = promise => promise.then(() => 0, error => error.code);

for (const [signIn, v2] of signedIn) {
  const toUser = await v2.sendDmToParticipant('12', { text: `To a user, by ${signIn} & <co>` });
  const picture = await v2.uploadMedia(png, { media_type: 'image/png', media_category: 'dm_image' });
  const film = await v2.uploadMedia(mp4, { media_type: 'video/mp4', media_category: 'dm_video' }, 1000);
  const intoConversation = await v2.sendDmInConversation(toUser.data.dm_conversation_id, { attachments: [{ media_id: picture }] });
  const group = await v2.createDmConversation({
    conversation_type: 'Group', participant_ids: ['12', '1234'], message: { text: 'To a group', attachments: [{ media_id: film }] },
  });
  const ids = [toUser, intoConversation, group].map(sent => sent.data.dm_event_id);
  const list = await v2.listDmEvents({ max_results: 4, 'dm_event.fields': ['attachments', 'text'], expansions: ['attachments.media_keys'] });
  console.log(JSON.stringify({
    client: 'twitter-api-v2',
    signIn,
    sent: ids,
    listed: list.events.map(event => event.id),
    media: list.data.includes.media.map(item => item.media_key),
    uploaded: [picture, film],
    deleted: (await v2.delete('dm_events/:id', undefined, { params: { id: ids[0] } })).data.deleted,
    blocked: (await v2.post('users/:id/dm/block', undefined, { params: { id: '1234' } })).data.blocked,
    refused: await status(v2.sendDmToParticipant('1234', { text: 'Blocked' })),
    unblocked: (await v2.post('users/:id/dm/unblock', undefined, { params: { id: '1234' } })).data.blocked,
    usedTwice: await status(v2.sendDmToParticipant('12', { attachments: [{ media_id: picture }] })),
  }));
}
