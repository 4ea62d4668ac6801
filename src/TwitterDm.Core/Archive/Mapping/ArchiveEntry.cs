using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Archive.Mapping;

/// <summary>An entry that was read: its kind, and its content.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Word">The archive's word for it.</param>
/// <param name="Content">The content; empty if it is not an object.</param>
/// <param name="Others">What the entry contains beside it.</param>
/// <param name="MalformedValues">How many values are not as they should be.</param>
internal sealed record ArchiveEntry(
    EntryKind Kind,
    string Word,
    WireArchiveContent Content,
    IReadOnlyDictionary<string, JsonElement>? Others,
    int MalformedValues)
{
    /// <summary>Reads an entry.</summary>
    /// <exception cref="JsonException">It is not an entry.</exception>
    public static ArchiveEntry Read(ReadOnlyMemory<byte> json)
    {
        var (wire, malformed) = LenientJson.Read(json, ArchiveJson.Default.Entry);
        foreach (var (kind, content) in KnownIn(wire))
        {
            if (content is not null)
                return new(kind, EntryKinds.WordOf(kind), content, wire.Unknown, malformed);
        }

        if (wire.Unknown is not { Count: > 0 } unknown)
            throw new JsonException("The entry is empty.");
        var (word, value) = unknown.First();
        var others = unknown.Skip(1).ToDictionary(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new(
                EntryKind.Unknown,
                word,
                new WireArchiveContent(),
                new Dictionary<string, JsonElement>(others, StringComparer.Ordinal) { [word] = value },
                malformed);
        }

        var (read, inner) = LenientJson.Read(
            JsonSerializer.SerializeToUtf8Bytes(value, ArchiveJson.Default.JsonElement),
            ArchiveJson.Default.Content);
        return new(EntryKind.Unknown, word, read, others, malformed + inner);
    }

    /// <summary>The JSON of an entry that has one of its reactions, and beside it only what a reaction needs.</summary>
    public byte[] WithOnly(WireArchiveReaction reaction)
    {
        var content = new WireArchiveContent
        {
            Id = Content.Id,
            SenderId = Content.SenderId,
            InitiatingUserId = Content.InitiatingUserId,
            CreatedAt = Content.CreatedAt,
            Reactions = [reaction],
        };
        return JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                [Word] = JsonSerializer.SerializeToElement(content, ArchiveJson.Default.Content),
            },
            ArchiveJson.Default.DictionaryStringJsonElement);
    }

    /// <summary>Who did it.</summary>
    public string? UserId => Content.SenderId ?? Content.InitiatingUserId;

    /// <summary>Whether it is known when it happened.</summary>
    public bool HasTime => Content.CreatedAt is not null || (Content.Id is { } id && Ids.IsEventId(id));

    /// <summary>When it happened; the time in its id if it says nothing else, and otherwise the Unix epoch.</summary>
    public DateTimeOffset Time => Content.CreatedAt ?? TimeIn(Content.Id);

    /// <summary>When one of its reactions happened.</summary>
    public DateTimeOffset TimeOf(WireArchiveReaction reaction)
        => reaction.CreatedAt ?? (TimeIn(reaction.EventId) is var time && time != DateTimeOffset.UnixEpoch ? time : Time);

    private static DateTimeOffset TimeIn(string? id) => id is not null && Ids.IsEventId(id) ? Ids.TimeOf(id) : DateTimeOffset.UnixEpoch;

    private static IEnumerable<(EntryKind Kind, WireArchiveContent? Content)> KnownIn(WireArchiveEntry wire) =>
    [
        (EntryKind.MessageCreate, wire.MessageCreate),
        (EntryKind.WelcomeMessageCreate, wire.WelcomeMessageCreate),
        (EntryKind.JoinConversation, wire.JoinConversation),
        (EntryKind.ParticipantsJoin, wire.ParticipantsJoin),
        (EntryKind.ParticipantsLeave, wire.ParticipantsLeave),
        (EntryKind.ConversationNameUpdate, wire.ConversationNameUpdate),
        (EntryKind.ReactionCreate, wire.ReactionCreate),
    ];
}
