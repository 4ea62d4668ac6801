using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>What is known about a conversation without its events, and the steps that create these.</summary>
/// <param name="Id">The id as in paths and lists.</param>
/// <param name="Members">The current members. The first one is the account that reads.</param>
internal sealed record ConversationPlan(string Id, IReadOnlyList<Person> Members)
{
    /// <summary>The steps, oldest first. Each one creates one event.</summary>
    public required IReadOnlyList<Action<ConversationBuilder>> Steps { get; init; }

    /// <summary>The first members of a group, or null if they are the current ones.</summary>
    public IReadOnlyList<Person>? FirstMembers { get; init; }

    public IReadOnlyList<Person> Admins { get; init; } = [];

    public bool IsMuted { get; init; }

    /// <summary>Whether the messages are not encrypted, because the other side is the automated account of an organization.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether the account has not accepted the conversation yet. The list does not contain it.</summary>
    public bool IsRequest { get; init; }

    /// <summary>Whether the other person has not accepted the conversation yet, and takes no more messages until then.</summary>
    public bool IsAwaitingAcceptance { get; init; }

    /// <summary>Whether the other person, who does not accept every conversation, has accepted this one by writing.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Whether the list says when the conversation was updated.</summary>
    public bool HasUpdatedAt { get; init; } = true;

    /// <summary>How long messages last, in milliseconds, or 0 if they stay.</summary>
    public long MessageLifetime { get; init; }

    public bool DetectsScreenCapture { get; init; }

    public string? Name { get; init; }

    public string? AvatarUrl { get; init; }

    /// <summary>Whether the name and the avatar are encrypted in the list.</summary>
    public bool IsNameEncrypted { get; init; }

    /// <summary>How long ago the newest event was, when the sandbox was created.</summary>
    public required TimeSpan NewestAge { get; init; }

    /// <summary>The time from the oldest event to the newest one.</summary>
    public required TimeSpan Span { get; init; }

    public bool IsGroup => Id.StartsWith('g');

    /// <summary>The account that reads.</summary>
    public Person Account => Members[0];

    /// <summary>The id as in events and signatures.</summary>
    public string SignedId => Id.Replace('-', ':');

    /// <summary>The conversation after a message. Who writes accepts it; the other person of a one-to-one may not have.</summary>
    /// <param name="sender">The sender.</param>
    public ConversationPlan After(Person sender) => this with
    {
        IsRequest = IsRequest && Account != sender,
        IsAccepted = IsAccepted || !sender.AcceptsChats,
        IsAwaitingAcceptance = !IsGroup && !IsAccepted && Members.Any(member => member != sender && !member.AcceptsChats),
    };

    /// <summary>The group without a member.</summary>
    /// <param name="member">The member.</param>
    public ConversationPlan Without(Person member) => this with
    {
        Members = [.. Members.Where(other => other != member)],
        Admins = [.. Admins.Where(other => other != member)],
    };

    public static string OneToOneId(Person account, Person other) => Conversation.OneToOneId(account, other);
}
