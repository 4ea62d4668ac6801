namespace TwitterDm.Sending;

/// <summary>A new group after its validation: see <see cref="DmClient.CheckConversation"/>.</summary>
public sealed class DmCheckedConversation
{
    internal DmCheckedConversation(IReadOnlyList<DmUserReference> participants, DmCheckedMessage firstMessage, string? name)
    {
        Participants = participants;
        FirstMessage = firstMessage;
        Name = name;
    }

    /// <summary>The other participants.</summary>
    public IReadOnlyList<DmUserReference> Participants { get; }

    /// <summary>Its first message.</summary>
    public DmCheckedMessage FirstMessage { get; }

    /// <summary>X Chat: its name; null for none.</summary>
    public string? Name { get; }
}
