"""tweepy's clients for the sandbox at the address on the command line: one by a bearer token, one by OAuth 1.0a."""
import json
import os
import sys

import requests
import tweepy

BASE = sys.argv[1].rstrip("/")
KEYS = json.loads(os.environ["SANDBOX_KEYS"])


class SandboxSession(requests.Session):
    """tweepy's host is fixed: the address is exchanged here, before the request is signed."""

    def request(self, method, url, *args, **kwargs):
        return super().request(method, url.replace("https://api.twitter.com", BASE), *args, **kwargs)


# Each with what tweepy wants to know of every call: whether it is to be signed.
CLIENTS = {
    "bearer": (False, tweepy.Client(bearer_token=KEYS["userToken"])),
    "oauth1": (True, tweepy.Client(consumer_key=KEYS["consumerKey"], consumer_secret=KEYS["consumerSecret"],
                                   access_token=KEYS["accessToken"], access_token_secret=KEYS["accessTokenSecret"])),
}

for _, client in CLIENTS.values():
    client.session = SandboxSession()
