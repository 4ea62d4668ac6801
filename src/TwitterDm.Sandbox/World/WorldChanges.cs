using System.Collections.Immutable;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>
/// What was sent and deleted in the world of one account, for the list of all events and for each conversation. This type is immutable, so
/// that readers are not affected by changes.
/// </summary>
internal sealed class WorldChanges
{
    private readonly ImmutableDictionary<string, (Conversation Conversation, ListChanges Changes)> _ofConversations;

    private WorldChanges(
        ListChanges ofRecent,
        ImmutableDictionary<string, (Conversation Conversation, ListChanges Changes)> ofConversations) => (OfRecent, _ofConversations) = (ofRecent, ofConversations);

    public static WorldChanges None { get; } =
        new(ListChanges.None, ImmutableDictionary.Create<string, (Conversation Conversation, ListChanges Changes)>(StringComparer.Ordinal));

    /// <summary>The changes in the list of all events.</summary>
    public ListChanges OfRecent { get; }

    /// <summary>Returns the changes in a conversation.</summary>
    public ListChanges Of(string conversation)
        => _ofConversations.TryGetValue(conversation, out var found) ? found.Changes : ListChanges.None;

    /// <summary>Returns a conversation in which something was sent or deleted, or null.</summary>
    public Conversation? Find(string conversation) => _ofConversations.TryGetValue(conversation, out var found) ? found.Conversation : null;

    public WorldChanges With(SentEvent sent) =>
        new(OfRecent.With(sent), Change(sent.Event.Conversation, changes => changes.With(sent)));

    public WorldChanges Without(SentEvent sent) =>
        new(OfRecent.Without(sent), Change(sent.Event.Conversation, changes => changes.Without(sent)));

    /// <summary>Removes a generated event.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="position">The position in the conversation.</param>
    /// <param name="recentPosition">The position in the list of all events, or null if the event is too old for it.</param>
    public WorldChanges Without(Conversation conversation, int position, int? recentPosition) => new(
        recentPosition is { } recent ? OfRecent.Without(recent) : OfRecent,
        Change(conversation, changes => changes.Without(position)));

    private ImmutableDictionary<string, (Conversation Conversation, ListChanges Changes)> Change(
        Conversation conversation, Func<ListChanges, ListChanges> change) =>
        _ofConversations.SetItem(conversation.Id, (conversation, change(Of(conversation.Id))));
}
