// Reads the sandbox with npm's twitter-api-v2, by a bearer token and by OAuth 1.0a, and prints what it got, a JSON line each.
// usage: node read.js BASE-ADDRESS   (the keys come as JSON in SANDBOX_KEYS)
import { signedIn } from './sandbox.js';

const options = {
  max_results: 100,
  'dm_event.fields': ['id', 'text', 'event_type', 'created_at', 'dm_conversation_id', 'sender_id', 'participant_ids', 'referenced_tweets', 'attachments'],
  expansions: ['sender_id', 'participant_ids', 'attachments.media_keys', 'referenced_tweets.id'],
  'user.fields': ['name', 'username', 'created_at'],
  'media.fields': ['url', 'type', 'variants'],
  'tweet.fields': ['author_id', 'created_at'],
};

async function read(paginator) {
  const seen = { events: [], users: new Set(), media: new Set(), tweets: new Set(), pages: 1 };
  for (let page = paginator; ; page = await page.next(), seen.pages++) {
    seen.events.push(...page.events);
    page.data.includes?.users?.forEach(user => seen.users.add(user.id));
    page.data.includes?.media?.forEach(item => seen.media.add(item.media_key));
    page.data.includes?.tweets?.forEach(tweet => seen.tweets.add(tweet.id));
    if (!page.meta.next_token) break;
  }
  return {
    events: seen.events.length, unique: new Set(seen.events.map(event => event.id)).size, pages: seen.pages,
    users: seen.users.size, media: seen.media.size, tweets: seen.tweets.size, newest: seen.events[0].id,
  };
}

for (const [name, v2] of signedIn) {
  const all = await v2.listDmEvents(options);
  const report = {
    client: 'twitter-api-v2',
    signIn: name,
    me: (await v2.me({ 'user.fields': ['created_at'] })).data.username,
    limit: all.rateLimit.limit,
    all: await read(all),
    participant: await read(await v2.listDmEventsWithParticipant('987654321', { ...options, max_results: 30 })),
    conversation: await read(await v2.listDmEventsOfConversation('1590000000000000001', { ...options, max_results: 30, event_types: ['MessageCreate', 'ParticipantsJoin'] })),
    user: (await v2.userByUsername('zoe_muller')).data.name,
    refused: await v2.listDmEvents({ max_results: 101 }).then(() => 0, error => error.code),
  };
  console.log(JSON.stringify(report));
}
