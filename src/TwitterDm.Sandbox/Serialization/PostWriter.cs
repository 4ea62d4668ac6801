using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes a post. As a tweet it has the legacy names, and its edit history is a default field.</summary>
internal static class PostWriter
{
    public static void Write(Utf8JsonWriter json, Post post, FieldSet fields, bool asTweet)
    {
        json.WriteStartObject();
        json.WriteString("id", post.IdText);
        json.WriteText("text", post.Text);
        if (fields.Has("author_id"))
            json.WriteString("author_id", post.AuthorId.ToString(CultureInfo.InvariantCulture));
        if (fields.Has("created_at"))
            json.WriteTimestamp("created_at", post.CreatedAt);
        if (fields.Has("conversation_id"))
            json.WriteString("conversation_id", post.IdText);
        if (fields.Has("lang"))
            json.WriteString("lang", post.Language);
        if (fields.Has("possibly_sensitive"))
            json.WriteBoolean("possibly_sensitive", value: false);
        if (fields.Has("reply_settings"))
            json.WriteString("reply_settings", "everyone");
        if (fields.Has("source"))
            json.WriteString("source", "X Web App");
        if (asTweet)
            json.WriteStrings("edit_history_tweet_ids", [post.IdText]);
        else if (fields.Has("edit_history_tweet_ids"))
            json.WriteStrings("edit_history_post_ids", [post.IdText]);
        if (fields.Has("public_metrics"))
            WriteMetrics(json, post, asTweet);
        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, Post post, bool asTweet)
    {
        json.WriteStartObject("public_metrics");
        json.WriteNumber(asTweet ? "retweet_count" : "repost_count", post.Id % 31);
        json.WriteNumber("reply_count", post.Id % 17);
        json.WriteNumber("like_count", post.Id % 211);
        json.WriteNumber("quote_count", post.Id % 7);
        json.WriteNumber("bookmark_count", post.Id % 11);
        json.WriteNumber("impression_count", post.Id % 10_007);
        json.WriteEndObject();
    }
}
