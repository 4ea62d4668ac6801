using System.Collections.Immutable;

namespace TwitterDm.Sandbox.World;

/// <summary>
/// What was written and deleted in one account's world: of the list of all events, and of each conversation. Never changed: each step gives
/// the next one, and who reads one is not disturbed.
/// </summary>
internal sealed class WorldChanges
{
    private readonly ImmutableDictionary<string, (Conversation Conversation, ListChanges Changes)> _ofConversations;

    private WorldChanges(ListChanges ofRecent, ImmutableDictionary<string, (Conversation Conversation, ListChanges Changes)> ofConversations) =>
        (OfRecent, _ofConversations) = (ofRecent, ofConversations);

    public static WorldChanges None { get; } =
        new(ListChanges.None, ImmutableDictionary.Create<string, (Conversation Conversation, ListChanges Changes)>(StringComparer.Ordinal));

    /// <summary>The changes of the list of all events.</summary>
    public ListChanges OfRecent { get; }

    /// <summary>The changes of a conversation.</summary>
    public ListChanges Of(string conversation) => _ofConversations.TryGetValue(conversation, out var found) ? found.Changes : ListChanges.None;

    /// <summary>A conversation in which something was written or deleted, whether or not any of it is left; else null.</summary>
    public Conversation? Find(string conversation) => _ofConversations.TryGetValue(conversation, out var found) ? found.Conversation : null;

    public WorldChanges With(WrittenEvent written) =>
        new(OfRecent.With(written), Changed(written.Event.Conversation, changes => changes.With(written)));

    public WorldChanges Without(WrittenEvent written) =>
        new(OfRecent.Without(written), Changed(written.Event.Conversation, changes => changes.Without(written)));

    /// <summary>Takes out what is computed.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="position">The position in the conversation's list.</param>
    /// <param name="recentPosition">The position in the list of all; null where it is too old for that.</param>
    public WorldChanges Without(Conversation conversation, int position, int? recentPosition) => new(
        recentPosition is { } recent ? OfRecent.Without(recent) : OfRecent,
        Changed(conversation, changes => changes.Without(position)));

    private ImmutableDictionary<string, (Conversation Conversation, ListChanges Changes)> Changed(
        Conversation conversation, Func<ListChanges, ListChanges> change) =>
        _ofConversations.SetItem(conversation.Id, (conversation, change(Of(conversation.Id))));
}
