"""Writes to the sandbox with tweepy, by a bearer token and by OAuth 1.0a, and prints what it got, a JSON line each.

usage: write.py BASE-ADDRESS   (the keys come as JSON in SANDBOX_KEYS)
"""
import json

import tweepy

from sandbox import CLIENTS


def status(call):
    try:
        call()
        return 0
    except tweepy.HTTPException as error:
        return error.response.status_code


def answer(client, signed, method, path):
    """What tweepy has no method for goes through its own request."""
    return client.request(method, path, user_auth=signed).json()["data"]


for name, (signed, client) in CLIENTS.items():
    to_user = client.create_direct_message(participant_id=12, text=f"To a user, by {name} & <co>", user_auth=signed).data
    into_conversation = client.create_direct_message(
        dm_conversation_id=to_user["dm_conversation_id"], text="Into a conversation", user_auth=signed).data
    group = client.create_direct_message_conversation(participant_ids=[12, 1234], text="To a group", user_auth=signed).data
    ids = [sent["dm_event_id"] for sent in (to_user, into_conversation, group)]
    print(json.dumps({
        "client": "tweepy",
        "signIn": name,
        "sent": ids,
        "listed": [str(event.id) for event in client.get_direct_message_events(max_results=4, user_auth=signed).data],
        "deleted": answer(client, signed, "DELETE", f"/2/dm_events/{ids[0]}")["deleted"],
        "blocked": answer(client, signed, "POST", "/2/users/1234/dm/block")["blocked"],
        "refused": status(lambda: client.create_direct_message(participant_id=1234, text="Blocked", user_auth=signed)),
        "unblocked": answer(client, signed, "POST", "/2/users/1234/dm/unblock")["blocked"],
        "blank": status(lambda: client.create_direct_message(participant_id=12, text=" ", user_auth=signed)),
    }))
