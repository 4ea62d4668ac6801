namespace TwitterDm.Transcripts;

/// <summary>The people of a transcript: an event may know only the id of somebody whom others name.</summary>
internal sealed class TranscriptPeople
{
    private readonly Dictionary<string, DmUser> _known = new(StringComparer.Ordinal);

    public TranscriptPeople(TranscriptCover cover)
    {
        foreach (var user in cover.Participants.Append(cover.Account).OfType<DmUser>())
        {
            if (!_known.TryGetValue(user.Id, out var other) || !HasName(other))
                _known[user.Id] = user;
        }
    }

    /// <summary>A user, as well as it is known; null if not even the id is known.</summary>
    /// <param name="id">The id; null if it is unknown.</param>
    /// <param name="user">What the event says about the user.</param>
    public DmUser? Find(string? id, DmUser? user)
    {
        if (user is not null && HasName(user))
            return user;
        return (id ?? user?.Id) is { } known ? _known.GetValueOrDefault(known) ?? user ?? new DmUser { Id = known } : null;
    }

    /// <summary>What to call a user (untrusted input): the display name, or else the @name or the id.</summary>
    public string NameOf(string? id, DmUser? user) => NameOf(Find(id, user));

    /// <summary>What to call a user (untrusted input): the display name, or else the @name or the id.</summary>
    public static string NameOf(DmUser? user) => user switch
    {
        null => "Somebody",
        _ when !string.IsNullOrWhiteSpace(user.Name) => user.Name.Trim(),
        _ when !string.IsNullOrEmpty(user.Username) => "@" + user.Username,
        _ => user.Id,
    };

    private static bool HasName(DmUser user) => !string.IsNullOrWhiteSpace(user.Name) || !string.IsNullOrEmpty(user.Username);
}
