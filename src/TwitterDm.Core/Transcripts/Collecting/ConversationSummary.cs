namespace TwitterDm.Transcripts.Collecting;

/// <summary>What is known of a conversation from its events.</summary>
/// <param name="number">Its number in the index.</param>
/// <param name="id">Its id; null if its events do not say.</param>
internal sealed class ConversationSummary(int number, string? id)
{
    private readonly Dictionary<string, DmUser> _users = new(StringComparer.Ordinal);
    private readonly HashSet<string> _participants = new(StringComparer.Ordinal);
    private DateTimeOffset _namedAt = DateTimeOffset.MinValue;
    private string? _type;
    private string? _accountId;

    public int Number { get; } = number;

    public string? Id { get; } = id;

    /// <summary>The number of events, including those that are there twice.</summary>
    public int Count { get; private set; }

    /// <summary>The number of events that were made of rows of texts.</summary>
    public int TextRows { get; private set; }

    /// <summary>Whether some events were imported from a transcript.</summary>
    public bool IsImported { get; private set; }

    /// <summary>The newest name of the group.</summary>
    public string? Name { get; private set; }

    public DmConversationType? Type => Enum.TryParse<DmConversationType>(_type, out var type) ? type : Ids.ConversationTypeOf(Id);

    /// <summary>The account from whose point of view it is; null if no event says.</summary>
    public DmUser? Account => _accountId is null ? null : User(_accountId);

    /// <summary>All who took part, in the order in which they were seen.</summary>
    public IReadOnlyList<DmUser> Participants => [.. _participants.Select(User)];

    /// <summary>The other user of a one-to-one conversation.</summary>
    public DmUser? Other => Type == DmConversationType.OneToOne && _accountId is not null
        ? Participants.FirstOrDefault(user => !string.Equals(user.Id, _accountId, StringComparison.Ordinal))
        : null;

    public void Add(DmEvent item, bool isTextRow = false)
    {
        IsImported |= item.ImportedFrom is not null;
        _type ??= item.ConversationType;
        if (item.ConversationName is { Length: > 0 } name && item.CreatedAtUtc >= _namedAt && item.IsVerified != false)
            (Name, _namedAt) = (name, item.CreatedAtUtc);
        foreach (var user in item.Participants)
            Know(user);
        if (item.Sender is { } sender)
            Know(sender);
        AddParticipant(item.SenderId);
        foreach (var participant in item.ParticipantIds)
            AddParticipant(participant);
        if (_accountId is null)
            AddAccount(item);
        // Last: what threw is not counted.
        TextRows += isTextRow ? 1 : 0;
        Count++;
    }

    /// <summary>The user as well as any event describes them.</summary>
    public DmUser User(string userId) => _users.TryGetValue(userId, out var known) ? known : new DmUser { Id = userId };

    private void Know(DmUser user)
    {
        if (!_users.TryGetValue(user.Id, out var known)
            || (known.Username is null && user.Username is not null)
            || (known.Name is null && user.Name is not null))
        {
            _users[user.Id] = user;
        }
    }

    private void AddParticipant(string? userId)
    {
        if (userId is not null)
            _participants.Add(userId);
    }

    private void AddAccount(DmEvent item)
    {
        if (item.IsOutgoing)
            _accountId = item.SenderId ?? (item.ParticipantIds is [var leaver] ? leaver : null);
        else if (item.SenderId is { } sender && Ids.UsersOf(Id) is { Count: 2 } both && both.Contains(sender, StringComparer.Ordinal))
            // In notes to oneself, both are the account.
            _accountId = both.FirstOrDefault(user => !string.Equals(user, sender, StringComparison.Ordinal)) ?? sender;
    }
}
