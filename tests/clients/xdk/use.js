// Reads events, sends, subscribes and reads the stream of the sandbox with X's own SDK, and prints what it got, a JSON line.
// usage: node use.js BASE-ADDRESS   (the keys come as JSON in SANDBOX_KEYS)
import { Client } from '@xdevplatform/xdk';

const baseUrl = process.argv[2].replace(/\/$/, '');
const keys = JSON.parse(process.env.SANDBOX_KEYS);
const user = new Client({ baseUrl, accessToken: keys.userToken, retry: false });
const app = new Client({ baseUrl, bearerToken: keys.appToken, retry: false });

const read = [];
for (let token; ;) {
  const page = await user.directMessages.getEvents({
    maxResults: 100, paginationToken: token, dmEventFields: ['id', 'text', 'event_type', 'sender_id'], expansions: ['sender_id'],
  });
  read.push(...page.data.map(event => event.id));
  token = page.meta.nextToken;
  if (!token) break;
}

const me = (await user.users.getMe()).data;
const subscriptions = [];
for (const eventType of ['dm.sent', 'chat.sent']) {
  const created = await user.activity.createSubscription({ eventType, filter: { userId: me.id }, tag: 'xdk' });
  subscriptions.push(created.data.subscription.subscriptionId);
}

const stream = await app.stream.activity();
// The SDK does not keep what comes before somebody listens.
const first = new Promise(resolve => stream.on('data', event => event.data && resolve(event.data)));
const sent = await user.directMessages.createByParticipantId('12', { text: 'By X\'s SDK' });
const streamed = [await first];

const listed = (await app.activity.getSubscriptions()).data.map(subscription => subscription.subscriptionId);
const deleted = [];
for (const id of subscriptions) deleted.push((await app.activity.deleteSubscription(id)).data.deleted);
console.log(JSON.stringify({
  client: '@xdevplatform/xdk',
  me: me.username,
  read: read.length,
  unique: new Set(read).size,
  sent: sent.data.dmEventId,
  streamed,
  subscribed: subscriptions.length,
  listed: listed.filter(id => subscriptions.includes(id)).length,
  deleted: deleted.every(Boolean),
  left: ((await app.activity.getSubscriptions()).data ?? []).length,
}));
process.exit(0);
