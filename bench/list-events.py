"""Lists events with tweepy, as its documentation shows: a client that waits on the rate limit, and a paginator."""
import datetime
import os
import sys
import time
import types

import requests
import tweepy

base, token, clock, path, state = sys.argv[1].rstrip("/"), *sys.argv[2:6]
start, speed = clock.split("*")
start, speed = datetime.datetime.fromisoformat(start[:26] + start[27:]).timestamp(), float(speed)

# The clock of the server runs faster.
tweepy.client.time = types.SimpleNamespace(
    time=lambda: start + (time.time() - start) * speed, sleep=lambda seconds: time.sleep(seconds / speed))


class SandboxSession(requests.Session):
    def request(self, method, url, *args, **kwargs):
        return super().request(method, url.replace("https://api.twitter.com", base), *args, **kwargs)


client = tweepy.Client(bearer_token=token, wait_on_rate_limit=True)
client.session = SandboxSession()
last = int(open(state).read()) if state != "-" and os.path.exists(state) else 0
newest = last
with open(path, "a") as ids:
    pages = tweepy.Paginator(client.get_direct_message_events, max_results=100, expansions=["sender_id"], user_auth=False)
    for page in pages:
        new = [int(item.id) for item in page.data or [] if int(item.id) > last]
        for number in new:
            print(number, file=ids, flush=True)
        newest = max([newest, *new])
        if len(new) < len(page.data or []):
            break
if state != "-":
    with open(state, "w") as file:
        file.write(str(newest))
