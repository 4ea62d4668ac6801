namespace TwitterDm.Archive.Mapping;

/// <summary>A conversation of an archive, put together from its pieces.</summary>
/// <param name="id">Its id, as the archive writes it.</param>
/// <param name="number">Its number.</param>
internal sealed class ArchiveConversation(string id, int number)
{
    private string? _givenName;
    private string? _newestName;
    private long _newestNameTicks = long.MinValue;

    public string Id => id;

    public int Number => number;

    /// <summary>The number of its events, with those that are repeated.</summary>
    public int Count { get; set; }

    public long NewestTicks { get; private set; } = long.MinValue;

    public long OldestTicks { get; private set; } = long.MaxValue;

    /// <summary>How many events were found before its events were returned; null if they were not yet.</summary>
    public int? ReturnedAt { get; set; }

    /// <summary>The users who appear in its events, if their names are to be looked up.</summary>
    public HashSet<ulong> UserIds { get; } = [];

    /// <summary>The two users of a one-to-one conversation; empty for a group.</summary>
    public DmList<string> Members { get; } = new(Ids.UsersOf(id));

    public DmConversationType? Type { get; } = Ids.ConversationTypeOf(id);

    /// <summary>The group's name: the newest that is known.</summary>
    public string? Name => _givenName ?? _newestName;

    public void SetName(string? name) => _givenName ??= name;

    public void SetName(string? name, long ticks)
    {
        if (name is null || ticks < _newestNameTicks)
            return;
        (_newestName, _newestNameTicks) = (name, ticks);
    }

    public void CountEvent(long ticks)
    {
        Count++;
        NewestTicks = Math.Max(NewestTicks, ticks);
        OldestTicks = Math.Min(OldestTicks, ticks);
    }
}
