"""Reads the sandbox with tweepy, by a bearer token and by OAuth 1.0a, and prints what it got, a JSON line each.

usage: read.py BASE-ADDRESS   (the keys come as JSON in SANDBOX_KEYS)
"""
import json

import tweepy

from sandbox import CLIENTS

OPTIONS = {
    "max_results": 100,
    "dm_event_fields": ["id", "text", "event_type", "created_at", "dm_conversation_id", "sender_id", "participant_ids",
                        "referenced_tweets", "attachments"],
    "expansions": ["sender_id", "participant_ids", "attachments.media_keys", "referenced_tweets.id"],
    "user_fields": ["name", "username", "created_at"],
    "media_fields": ["url", "type", "variants"],
    "tweet_fields": ["author_id", "created_at"],
}


def read(client, **options):
    seen, users, media, tweets = [], set(), set(), set()
    pages = 0
    for page in tweepy.Paginator(client.get_direct_message_events, **options):
        pages += 1
        seen += page.data or []
        users |= {user.id for user in page.includes.get("users", [])}
        media |= {item.media_key for item in page.includes.get("media", [])}
        tweets |= {tweet.id for tweet in page.includes.get("tweets", [])}
    return {
        "events": len(seen), "unique": len({event.id for event in seen}), "pages": pages,
        "users": len(users), "media": len(media), "tweets": len(tweets), "newest": str(seen[0].id),
    }


def refused(client, user_auth):
    try:
        client.get_direct_message_events(max_results=101, user_auth=user_auth)
        return 0
    except tweepy.BadRequest as error:
        return error.response.status_code


for name, (signed, client) in CLIENTS.items():
    me = client.get_me(user_fields=["created_at"], user_auth=signed)
    print(json.dumps({
        "client": "tweepy",
        "signIn": name,
        "me": me.data.username,
        "all": read(client, user_auth=signed, **OPTIONS),
        "participant": read(client, participant_id="987654321", user_auth=signed, **(OPTIONS | {"max_results": 30})),
        "conversation": read(client, dm_conversation_id="1590000000000000001", user_auth=signed,
                             event_types=["MessageCreate", "ParticipantsJoin"], **(OPTIONS | {"max_results": 30})),
        "user": client.get_user(username="zoe_muller", user_auth=signed).data.name,
        "refused": refused(client, signed),
    }, ensure_ascii=False))
