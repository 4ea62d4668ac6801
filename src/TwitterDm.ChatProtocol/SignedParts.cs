namespace TwitterDm.ChatProtocol;

/// <summary>The parts of a signed text, as far as they have been collected.</summary>
/// <param name="chatEvent">The event.</param>
/// <param name="version">The version of the signature.</param>
internal sealed class SignedParts(ChatEvent chatEvent, int version)
{
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

    /// <summary>Adds a required part: without it there is no text.</summary>
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

    /// <summary>States that the event has no signed text.</summary>
    public void Refuse() => _isRefused = true;

    /// <summary>Returns the text; null if there is none.</summary>
    public string? Join() => _isRefused ? null : string.Join(',', _parts);
}
