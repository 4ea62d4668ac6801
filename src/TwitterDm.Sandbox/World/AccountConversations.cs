using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>The conversations of an account.</summary>
internal static class AccountConversations
{
    public static IReadOnlyList<Conversation> Of(Person account)
    {
        // Accounts must not share groups, so give each its own group ids.
        var apart = People.NumberOf(account) - 1;
        return
        [
            Conversation.OneToOne(account, People.Jacqueline, weight: 8),
            Conversation.OneToOne(account, People.Zoe, weight: 8, hasOlderEvents: true),
            Conversation.OneToOne(account, People.Layla, weight: 6),
            Conversation.OneToOne(account, People.Noam, weight: 6),
            Conversation.OneToOne(account, People.Developers, weight: 5),
            Conversation.OneToOne(account, People.Support, weight: 4),
            Conversation.OneToOne(account, People.Pirate, weight: 4),
            Conversation.OneToOne(account, People.Rafael, weight: 3),
            Conversation.OneToOne(account, People.OldFriend, weight: 0, hasOlderEvents: true),
            Conversation.Group(
                account, 1590000000000000001 + apart, weight: 10, hasOlderEvents: true,
                [People.Jacqueline, People.Zoe, People.Layla, People.Support], [People.Kenji, People.Guest]),
            Conversation.Group(
                account, 158000000000001 + apart, weight: 6, hasOlderEvents: false,
                [People.Noam, People.Developers, People.Pirate], [People.Guest, People.Rafael]),
            Conversation.Group(
                account, 17012345678901234 + apart, weight: 4, hasOlderEvents: false,
                [People.Zoe, People.Rafael, People.Kenji], [People.Layla, People.Guest]),
        ];
    }
}
