using System.Text.Json;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Serialization;

/// <summary>Writes a user. Like X, omits fields without a value and those that need other permissions.</summary>
internal static class UserWriter
{
    public static void Write(Utf8JsonWriter json, Person person, UserFields fields)
    {
        json.WriteStartObject();
        json.WriteString("id", person.IdText);
        json.WriteText("name", person.Name);
        json.WriteString("username", person.Username);
        WriteProfile(json, person, fields);
        WriteStanding(json, person, fields);
        if (fields.HasReader)
            WriteRelation(json, person, fields);
        WritePinned(json, person, fields);
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, Person person, UserFields fields)
    {
        if (fields.Has("created_at"))
            json.WriteTimestamp("created_at", person.CreatedAt);
        if (fields.Has("description"))
            json.WriteText("description", person.Description ?? "");
        if (fields.Has("location") && person.Location is { } location)
            json.WriteText("location", location);
        if (fields.Has("url") && person.Url is { } url)
            json.WriteString("url", url);
        if (fields.Has("profile_image_url"))
            json.WriteString("profile_image_url", $"https://pbs.twimg.com/profile_images/{person.IdText}/face_normal.jpg");
        if (fields.Has("profile_banner_url"))
            json.WriteString("profile_banner_url", $"https://pbs.twimg.com/profile_banners/{person.IdText}/1");
    }

    private static void WriteStanding(Utf8JsonWriter json, Person person, UserFields fields)
    {
        if (fields.Has("protected"))
            json.WriteBoolean("protected", person.Protected);
        if (fields.Has("verified"))
            json.WriteBoolean("verified", person.Verified);
        if (fields.Has("verified_type"))
            json.WriteString("verified_type", person.Verified ? "blue" : "none");
        if (fields.Has("parody"))
            json.WriteBoolean("parody", value: false);
        if (fields.Has("is_identity_verified"))
            json.WriteBoolean("is_identity_verified", value: false);
        if (fields.Has("verified_followers_count"))
            json.WriteNumber("verified_followers_count", person.Id % 97);
        if (fields.Has("subscription_type"))
            json.WriteString("subscription_type", person.Verified ? "Premium" : "None");
        if (fields.Has("public_metrics"))
            WriteMetrics(json, person);
    }

    private static void WriteMetrics(Utf8JsonWriter json, Person person)
    {
        json.WriteStartObject("public_metrics");
        json.WriteNumber("followers_count", person.Id % 9973);
        json.WriteNumber("following_count", person.Id % 997);
        json.WriteNumber("post_count", person.Id % 4999);
        json.WriteNumber("listed_count", person.Id % 13);
        json.WriteNumber("like_count", person.Id % 7919);
        json.WriteEndObject();
    }

    private static void WriteRelation(Utf8JsonWriter json, Person person, UserFields fields)
    {
        if (fields.Has("connection_status") && person.Connections.Count > 0)
            json.WriteStrings("connection_status", person.Connections);
        if (fields.Has("receives_your_dm"))
            json.WriteBoolean("receives_your_dm", fields.ReceivesYourMessages(person));
        if (fields.Has("subscribes_to_you"))
            json.WriteBoolean("subscribes_to_you", value: false);
    }

    private static void WritePinned(Utf8JsonWriter json, Person person, UserFields fields)
    {
        if (person.PinnedPost is not { } post)
            return;
        if (fields.Has("pinned_post_id"))
            json.WriteString("pinned_post_id", post.IdText);
        if (fields.Has(LegacyNames.PinnedTweet))
            json.WriteString(LegacyNames.PinnedTweet, post.IdText);
    }
}
