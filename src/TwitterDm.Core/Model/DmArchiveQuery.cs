namespace TwitterDm;

/// <summary>Which events of an archive of X's data to read.</summary>
public sealed record DmArchiveQuery
{
    /// <summary>The full path of the archive: a zip file, the folder to which it was unpacked, or one of its files with messages.</summary>
    public required string Path { get; init; }

    /// <summary>Only these conversations; an empty collection means all.</summary>
    public IReadOnlyCollection<string> ConversationIds { get; init; } = [];

    /// <summary>Only the one-to-one conversations with these users; an empty collection means all conversations.</summary>
    public IReadOnlyCollection<DmUserReference> Participants { get; init; } = [];

    /// <summary>Only events of these types; an empty collection means all types.</summary>
    public IReadOnlyCollection<DmEventType> EventTypes { get; init; } = [];

    /// <summary>Only events at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only events at this time or earlier.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The maximum number of events to return.</summary>
    public long? First { get; init; }

    /// <summary>Whether the oldest event of a conversation comes first; otherwise the newest does.</summary>
    public bool IsOldestFirst { get; init; }

    /// <summary>Users whose names are known: an archive has the ids only.</summary>
    public IReadOnlyCollection<DmUser> Users { get; init; } = [];
}
