// Lists all events with npm's twitter-api-v2, and prints how many there are, the milliseconds, the peak of the memory in bytes, and 0.
// usage: node list.js BASE-ADDRESS TOKEN
import http from 'node:http';
import { TwitterApi } from 'twitter-api-v2';

const [, , base, token] = process.argv;
const client = new TwitterApi(token, { httpAgent: new http.Agent({ keepAlive: true }) });
client.v2.setPrefix(`${base}2/`);

const start = performance.now();
let count = 0;
for await (const event of await client.v2.listDmEvents({ max_results: 100 })) count += event.id ? 1 : 0;
console.log(`${count} ${performance.now() - start} ${process.resourceUsage().maxRSS * 1024} 0`);
process.exit();
