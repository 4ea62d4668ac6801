namespace TwitterDm.Sandbox.World;

/// <summary>Who talks with whom.</summary>
internal static class Conversations
{
    public static readonly IReadOnlyList<Conversation> All =
    [
        Conversation.OneToOne(People.Jacqueline, weight: 8),
        Conversation.OneToOne(People.Zoe, weight: 8, hasOlderEvents: true),
        Conversation.OneToOne(People.Layla, weight: 6),
        Conversation.OneToOne(People.Noam, weight: 6),
        Conversation.OneToOne(People.Developers, weight: 5),
        Conversation.OneToOne(People.Support, weight: 4),
        Conversation.OneToOne(People.Pirate, weight: 4),
        Conversation.OneToOne(People.Rafael, weight: 3),
        Conversation.OneToOne(People.OldFriend, weight: 0, hasOlderEvents: true),
        Conversation.Group(
            1590000000000000001, weight: 10, hasOlderEvents: true, [People.Jacqueline, People.Zoe, People.Layla, People.Support], [People.Kenji, People.Guest]),
        Conversation.Group(
            158000000000001, weight: 6, hasOlderEvents: false, [People.Noam, People.Developers, People.Pirate], [People.Guest, People.Rafael]),
        Conversation.Group(
            17012345678901234, weight: 4, hasOlderEvents: false, [People.Zoe, People.Rafael, People.Kenji], [People.Layla, People.Guest]),
    ];
}
