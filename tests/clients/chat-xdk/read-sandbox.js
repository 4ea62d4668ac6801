// Reads the X Chat conversations of the sandbox with X's own SDK, and prints what it makes of each, one JSON line per conversation.
// usage: node read-sandbox.js BASE-ADDRESS [CONVERSATION...]   (the keys come as JSON in SANDBOX_KEYS)
import { pages, read } from './sandbox.js';

const ids = process.argv.slice(3);
if (ids.length === 0)
  for await (const page of pages('/2/chat/conversations', { max_results: 5 })) ids.push(...page.data.map(conversation => conversation.id));
for (const id of ids) console.log(JSON.stringify(await read(id)));
