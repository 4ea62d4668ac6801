"""Signs in to the sandbox with requests-oauthlib, on which tweepy stands, and prints what it got, a JSON line each.

usage: python3 sign_in.py BASE-ADDRESS   (the keys come as JSON in SANDBOX_KEYS)
"""
import base64
import hashlib
import json
import os
import re
import sys

import requests
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth1Session, OAuth2Session

BASE = sys.argv[1].rstrip("/")
KEYS = json.loads(os.environ["SANDBOX_KEYS"])
CALLBACK = "http://127.0.0.1:8080/callback"
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # The sandbox speaks plain HTTP, on this machine alone.


def decide(address):
    """What a person does: opens the page and allows."""
    browser = requests.Session()
    page = browser.get(address)
    ticket = re.search(r'name="authenticity_token" value="([^"]+)"', page.text).group(1)
    form = {"authenticity_token": ticket, "decision": "allow"}
    return browser.post(address.split("?")[0], data=form, allow_redirects=False)


def name_of(session):
    return session.get(f"{BASE}/2/users/me").json()["data"]["username"]


def oauth1(callback):
    app = OAuth1Session(KEYS["consumerKey"], KEYS["consumerSecret"], callback_uri=callback)
    app.fetch_request_token(f"{BASE}/oauth/request_token")
    answer = decide(app.authorization_url(f"{BASE}/oauth/authorize"))
    if callback == "oob":
        verifier = re.search(r'id="pin">(\d{7})<', answer.text).group(1)
    else:
        verifier = app.parse_authorization_response(answer.headers["Location"])["oauth_verifier"]
    token = app.fetch_access_token(f"{BASE}/oauth/access_token", verifier=verifier)
    user = OAuth1Session(KEYS["consumerKey"], KEYS["consumerSecret"], token["oauth_token"], token["oauth_token_secret"])
    return {"me": name_of(user), "screenName": token["screen_name"]}


def oauth2(client_id, secret):
    session = OAuth2Session(client_id, redirect_uri=CALLBACK, scope=["tweet.read", "users.read", "offline.access"])
    # As tweepy makes it: 171 characters, more than RFC 7636 allows.
    verifier = session._client.create_code_verifier(128)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    address, _ = session.authorization_url(f"{BASE}/i/oauth2/authorize", code_challenge=challenge, code_challenge_method="S256")
    auth = HTTPBasicAuth(client_id, secret) if secret else None
    token_url = f"{BASE}/2/oauth2/token"
    session.fetch_token(
        token_url, authorization_response=decide(address).headers["Location"], code_verifier=verifier, auth=auth,
        include_client_id=secret is None)
    first = name_of(session)
    more = {} if secret else {"client_id": client_id}
    session.refresh_token(token_url, auth=auth or (lambda request: request), **more)
    return {"me": name_of(session), "screenName": first, "expiresIn": session.token["expires_in"]}


for name, sign_in in {
    "pin": lambda: oauth1("oob"),
    "callback": lambda: oauth1(CALLBACK),
    "public": lambda: oauth2(KEYS["clientId"], None),
    "confidential": lambda: oauth2(KEYS["confidentialClientId"], KEYS["clientSecret"]),
}.items():
    print(json.dumps({"signIn": name, **sign_in()}), flush=True)
