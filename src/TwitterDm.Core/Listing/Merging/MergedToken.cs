using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using TwitterDm.Listing.Pages;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Text;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// Where a listing over several lists resumes: the position in each of them, and the conversations that were not read yet. The text is
/// JSON, compressed and in base64url (RFC 4648), after a word that no token of X begins with.
/// </summary>
internal sealed record MergedToken
{
    private const string Prefix = "merged.";

    private const int ChecksumSize = 4;

    // A text longer than this is not a token: 10,000 conversations take about a megabyte.
    private const int MaxJson = 64 * 1024 * 1024;

    /// <summary>The id of the account that reads.</summary>
    public string? Account { get; init; }

    /// <summary>The sources that are read.</summary>
    public IReadOnlyList<DmSource>? Sources { get; init; }

    /// <summary>The types of events that are read, in their order; null for all.</summary>
    public IReadOnlyList<DmEventType>? EventTypes { get; init; }

    /// <summary>The conversation that is read; null for all.</summary>
    public string? Conversation { get; init; }

    /// <summary>X's token of the next page of conversations; null if all were read, or none yet.</summary>
    public string? ConversationsToken { get; init; }

    /// <summary>Whether all conversations are among <see cref="Lists"/>.</summary>
    public bool HasAllConversations { get; init; }

    /// <summary>The lists, by the conversation's id; classic messages have an empty one.</summary>
    public Dictionary<string, ListPosition> Lists { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether a text is such a token.</summary>
    public static bool IsMerged(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) ?? false;

    /// <summary>Reads the text of a token.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the text is not a valid token.</exception>
    public static MergedToken Parse(string text)
    {
        try
        {
            var token = JsonSerializer.Deserialize(Inflate(text[Prefix.Length..]), MergedTokenJson.Default.MergedToken);
            return token?.Lists?.All(IsValid) == true ? token : throw Refused(text);
        }
        catch (Exception exception)
            when (exception is FormatException or InvalidDataException or InvalidOperationException or JsonException)
        {
            throw Refused(text);
        }
    }

    /// <summary>The text of the token.</summary>
    public override string ToString()
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(brotli, this, MergedTokenJson.Default.MergedToken);
        byte[] content = compressed.ToArray();
        return Prefix + Convert.ToBase64String([.. Checksum(content), .. content]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>
    /// Rejects the token for another listing than the one that it belongs to: positions in other lists would lose events without a word.
    /// </summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: says what the token belongs to.</exception>
    public void Check(string account, IReadOnlyList<DmSource> sources, IReadOnlyList<DmEventType>? eventTypes, string? conversation)
    {
        if (!string.Equals(Account, account, StringComparison.Ordinal))
            throw OfOtherListing("a listing of another account");
        if (!string.Equals(Conversation, conversation, StringComparison.Ordinal))
        {
            throw OfOtherListing(
                Conversation is null
                    ? "a listing of all conversations"
                    : $"a listing of the conversation {VisibleText.Of(Conversation, 60)}");
        }

        if (Sources is null || !Sources.SequenceEqual(sources))
            throw OfOtherListing($"a listing of other sources: {string.Join(" and ", Sources ?? [])}", [.. Sources ?? []]);
        if (!(EventTypes ?? []).SequenceEqual(eventTypes ?? []))
        {
            throw OfOtherListing(
                EventTypes is null
                    ? "a listing of all types of events"
                    : $"a listing of other types of events: {string.Join(", ", EventTypes)}");
        }
    }

    /// <summary>An error about a token that belongs to another listing.</summary>
    /// <param name="what">What the token belongs to.</param>
    /// <param name="sources">Its sources, if it belongs to a listing of other ones; otherwise null.</param>
    public static DmException OfOtherListing(string what, DmSource[]? sources = null)
        => DmException.BadInput($"The page token belongs to {what}.", DmErrorReason.PageTokenOfOtherListing, sources);

    private static byte[] Inflate(string text)
    {
        var base64 = text.Replace('-', '+').Replace('_', '/');
        var bytes = Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
        if (bytes.Length < ChecksumSize || !bytes.AsSpan(0, ChecksumSize).SequenceEqual(Checksum(bytes.AsSpan(ChecksumSize))))
            throw new InvalidDataException();
        using var compressed = new MemoryStream(bytes, ChecksumSize, bytes.Length - ChecksumSize);
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        using var json = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = brotli.Read(buffer)) > 0;)
        {
            json.Write(buffer, 0, read);
            if (json.Length > MaxJson)
                throw new InvalidDataException();
        }

        return json.ToArray();
    }

    // A text that was cut or changed on its way must not be taken for another position.
    private static byte[] Checksum(ReadOnlySpan<byte> content) => SHA256.HashData(content)[..ChecksumSize];

    private static bool IsValid(KeyValuePair<string, ListPosition> list)
    {
        if (list.Value is null || list.Key.Length > ConversationPosition.MaxId)
            return false;
        _ = ResumeToken.Parse(list.Value.Token);
        return true;
    }

    private static DmException Refused(string text) => DmException.BadInput(
        $"'{VisibleText.Of(text, 60)}' is not a valid page token.", DmErrorReason.PageTokenInvalid, text);
}

/// <summary>A position in one of several lists.</summary>
internal sealed record ListPosition
{
    /// <summary>The text of a <see cref="ResumeToken"/>; null for the start of the list.</summary>
    public string? Token { get; init; }

    /// <summary>When the next event was created at the latest, in milliseconds of Unix time; null if that is not known.</summary>
    public long? Due { get; init; }

    /// <summary>When the conversation had been updated, in milliseconds of Unix time; null if X did not say.</summary>
    public long? Updated { get; init; }

    /// <summary>The group's name as X sent it; null if it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The ids of the group's admins; null for a one-to-one conversation, and for a group that was not read.</summary>
    public IReadOnlyList<string>? Admins { get; init; }

    /// <summary>Whether the list was read to its end.</summary>
    public bool HasEnded { get; init; }
}

[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(MergedToken))]
internal sealed partial class MergedTokenJson : JsonSerializerContext;
