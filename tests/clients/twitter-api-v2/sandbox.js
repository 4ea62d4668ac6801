// The library's clients for the sandbox at the address on the command line: one by a bearer token, one by OAuth 1.0a.
import http from 'node:http';
import { TwitterApi } from 'twitter-api-v2';

const base = process.argv[2];
const keys = JSON.parse(process.env.SANDBOX_KEYS);
// The library speaks https by itself; an http agent makes it speak http.
const settings = { httpAgent: new http.Agent({ keepAlive: true }) };
const clients = {
  bearer: new TwitterApi(keys.userToken, settings),
  oauth1: new TwitterApi(
    { appKey: keys.consumerKey, appSecret: keys.consumerSecret, accessToken: keys.accessToken, accessSecret: keys.accessTokenSecret },
    settings),
};

export const signedIn = Object.entries(clients).map(([name, client]) => {
  client.v2.setPrefix(`${base}2/`);
  return [name, client.v2];
});
