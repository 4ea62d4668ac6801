namespace TwitterDm.ChatProtocol;

/// <summary>The parts of a signed text, as far as they have been collected.</summary>
/// <param name="chatEvent">The event.</param>
/// <param name="version">The version of the signature.</param>
internal sealed class SignedParts(ChatEvent chatEvent, int version)
{
    private const string Absent = "null";
    private const int MaxDigits = 19;

    private readonly List<string> _parts = [];
    private bool _isRefused;

    /// <summary>The event.</summary>
    public ChatEvent Event => chatEvent;

    /// <summary>The version of the signature.</summary>
    public int Version => version;

    /// <summary>Adds the parts that nearly all texts begin with.</summary>
    /// <param name="name">The first part.</param>
    public SignedParts AddHead(string name) => AddHeadWithoutConversation(name).Add(chatEvent.ConversationId);

    /// <summary>Adds the parts that all texts begin with.</summary>
    /// <param name="name">The first part.</param>
    public SignedParts AddHeadWithoutConversation(string name) => Add(name).Add(chatEvent.MessageId).Add(chatEvent.SenderId);

    /// <summary>Adds a required part. If it is missing, there is no signed text.</summary>
    /// <param name="part">The part.</param>
    public SignedParts Add(string? part)
    {
        if (part is null || part.Contains(',', StringComparison.Ordinal))
            _isRefused = true;
        else
            _parts.Add(part);
        return this;
    }

    /// <summary>Adds a part, or nothing.</summary>
    /// <param name="part">The part.</param>
    public SignedParts AddIfPresent(string? part) => part is null ? this : Add(part);

    /// <summary>Adds the parts of a required list, which may be empty: without it there is no text.</summary>
    /// <param name="parts">The parts.</param>
    public SignedParts AddAll(IReadOnlyList<string>? parts)
    {
        _isRefused |= parts is null;
        foreach (var part in parts ?? [])
            Add(part);
        return this;
    }

    /// <summary>Adds a required id.</summary>
    /// <param name="id">The id.</param>
    public SignedParts AddId(string? id) => IsNumber(id) ? Add(id) : Refuse();

    /// <summary>
    /// Adds the ids of a required list. The text does not say where a list ends, so that only ids can be told from what follows: otherwise
    /// a part that was signed as the title could be shown as a member.
    /// </summary>
    /// <param name="ids">The ids.</param>
    public SignedParts AddIds(IReadOnlyList<string>? ids) => ids is not null && ids.All(IsNumber) ? AddAll(ids) : Refuse();

    /// <summary>Adds a part, or the word for one that is absent. A part that is that word cannot be told from it.</summary>
    /// <param name="part">The part.</param>
    public SignedParts AddOrAbsent(string? part) => string.Equals(part, Absent, StringComparison.Ordinal) ? Refuse() : Add(part ?? Absent);

    /// <summary>States that the event has no signed text.</summary>
    public SignedParts Refuse()
    {
        _isRefused = true;
        return this;
    }

    /// <summary>Returns the text; null if there is none.</summary>
    public string? Join() => _isRefused ? null : string.Join(',', _parts);

    private static bool IsNumber(string? part) => part is { Length: >= 1 and <= MaxDigits } && part.All(char.IsAsciiDigit);
}
