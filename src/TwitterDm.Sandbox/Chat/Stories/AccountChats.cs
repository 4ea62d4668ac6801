using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Stories;

/// <summary>The X Chat conversations of an account.</summary>
internal static class AccountChats
{
    private const int ReaderSpacingMinutes = 17;

    /// <summary>Returns the conversations: as many as the list shall contain, and the one that waits to be accepted.</summary>
    public static IReadOnlyList<ConversationPlan> Of(Person account, ChatWorldOptions options)
    {
        var listed = Named(account, options.MessageCount).Concat(BulkRecipients.Readers.Select((reader, number) => WithReader(account, reader, number, options.MessageCount)));
        IEnumerable<ConversationPlan> requests = options.HasRequest ? [OneToOneStories.Request(account)] : [];
        return [.. listed.Take(options.ConversationCount), .. requests];
    }

    private static IEnumerable<ConversationPlan> Named(Person account, int messages) =>
    [
        OneToOneStories.WithJacqueline(account, messages),
        EverythingStory.With(account, People.Zoe, messages),
        GroupStories.Operations(account, messages),
        OneToOneStories.WithLayla(account, messages),
        DamageStory.With(account, People.Noam, messages),
        OneToOneStories.WithDevelopers(account, messages),
        GroupStories.BookClub(account, messages),
        OneToOneStories.WithSupport(account, messages),
        OneToOneStories.WithPirate(account, messages),
        OneToOneStories.WithOldFriend(account, messages),
        GroupStories.Unnamed(account, messages),
    ];

    private static ConversationPlan WithReader(Person account, Person reader, int number, int messages) =>
        new(ConversationPlan.OneToOneId(account, reader), [account, reader])
        {
            Steps = Story.With(messages, builder => builder.ChangeKey(reader), builder => builder.Say(reader, "Hello! Is this the right place to ask?")),
            NewestAge = TimeSpan.FromHours(30) + TimeSpan.FromMinutes(ReaderSpacingMinutes * number),
            Span = TimeSpan.FromDays(3),
        };
}
