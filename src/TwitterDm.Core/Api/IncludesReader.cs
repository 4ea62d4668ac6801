using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Reads the users, media and posts of a response, if they are exactly as X describes them.</summary>
/// <param name="texts">Keeps the texts that repeat: most users are in many pages.</param>
internal sealed class IncludesReader(TextPool texts)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="JsonException">They are not exactly as described.</exception>
    public WireIncludes? Read(ref Utf8JsonReader reader) => ExactJson.Object(ref reader, new WireIncludes(), ReadIncludes);

    /// <summary>Reads a response with one user and nothing else.</summary>
    /// <exception cref="JsonException">It is not exactly as described, or it reports problems.</exception>
    public ApiResponse<WireUser>? ReadUser(ref Utf8JsonReader reader)
        => ExactJson.Object(ref reader, new ApiResponse<WireUser>(), ReadResponse);

    private bool ReadIncludes(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireIncludes includes)
    {
        if (name.Is("users"u8))
            includes.Users = ExactJson.Objects(ref reader, static () => new WireUser(), ReadUser);
        else if (name.Is("media"u8))
            includes.Media = ExactJson.Objects(ref reader, static () => new WireMedia(), ReadMedia);
        else if (name.Is("posts"u8))
            includes.Posts = ExactJson.Elements(ref reader);
        else if (name.Is("tweets"u8))
            includes.Tweets = ExactJson.Elements(ref reader);
        else
            return false;
        return true;
    }

    private bool ReadResponse(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ApiResponse<WireUser> response)
    {
        ExactJson.ThrowUnless(name.Is("data"u8));
        response.Data = ExactJson.Object(ref reader, new WireUser(), ReadUser);
        return true;
    }

    private bool ReadUser(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireUser user)
    {
        if (name.Is("id"u8))
            user.Id = ExactJson.Text(ref reader, texts);
        else if (name.Is("username"u8))
            user.Username = ExactJson.Text(ref reader, texts);
        else if (name.Is("name"u8))
            user.Name = ExactJson.Text(ref reader, texts);
        else if (name.Is("profile_image_url"u8))
            user.ProfileImageUrl = ExactJson.Text(ref reader, texts);
        else if (name.Is("created_at"u8))
            user.CreatedAt = ExactJson.Time(ref reader);
        else if (!ReadState(ref reader, name, user))
            user.Unknown = ExactJson.Keep(ref reader, name, user.Unknown);
        return true;
    }

    private bool ReadState(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireUser user)
    {
        if (name.Is("verified"u8))
            user.Verified = ExactJson.Flag(ref reader);
        else if (name.Is("verified_type"u8))
            user.VerifiedType = ExactJson.Text(ref reader, texts);
        else if (name.Is("protected"u8))
            user.Protected = ExactJson.Flag(ref reader);
        else if (name.Is("receives_your_dm"u8))
            user.ReceivesYourDm = ExactJson.Flag(ref reader);
        else if (name.Is("connection_status"u8))
            user.ConnectionStatus = ExactJson.Texts(ref reader, texts);
        else
            return false;
        return true;
    }

    private bool ReadMedia(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireMedia media)
    {
        if (name.Is("media_key"u8))
            media.MediaKey = ExactJson.Text(ref reader);
        else if (name.Is("type"u8))
            media.Type = ExactJson.Text(ref reader, texts);
        else if (name.Is("url"u8))
            media.Url = ExactJson.Text(ref reader);
        else if (name.Is("preview_image_url"u8))
            media.PreviewImageUrl = ExactJson.Text(ref reader);
        else if (name.Is("variants"u8))
            media.Variants = ExactJson.Objects(ref reader, static () => new WireVariant(), ReadVariant);
        else if (!ReadDetail(ref reader, name, media))
            media.Unknown = ExactJson.Keep(ref reader, name, media.Unknown);
        return true;
    }

    private static bool ReadDetail(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireMedia media)
    {
        if (name.Is("alt_text"u8))
            media.AltText = ExactJson.Text(ref reader);
        else if (name.Is("width"u8))
            media.Width = ExactJson.Number(ref reader);
        else if (name.Is("height"u8))
            media.Height = ExactJson.Number(ref reader);
        else if (name.Is("duration_ms"u8))
            media.DurationMs = ExactJson.Duration(ref reader);
        else
            return false;
        return true;
    }

    private bool ReadVariant(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, WireVariant variant)
    {
        if (name.Is("url"u8))
            variant.Url = ExactJson.Text(ref reader);
        else if (name.Is("content_type"u8))
            variant.ContentType = ExactJson.Text(ref reader, texts);
        else if (name.Is("bit_rate"u8))
            variant.BitRate = ExactJson.LongNumber(ref reader);
        else
            return false;
        return true;
    }
}
