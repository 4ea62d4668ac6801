using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Samples;

/// <summary>The X Chat conversations of an account.</summary>
internal static class SampleConversations
{
    private const int ReaderSpacingMinutes = 17;

    /// <summary>Returns the conversations: as many as the list shall contain, and the one that waits to be accepted.</summary>
    public static IReadOnlyList<ConversationPlan> Of(Person account, ChatWorldOptions options)
    {
        var listed = Named(account, options.MessageCount)
            .Concat(BulkRecipients.Readers.Select((reader, number) => WithReader(account, reader, number, options.MessageCount)));
        IEnumerable<ConversationPlan> requests = options.HasRequest ? [OneToOneSamples.Request(account)] : [];
        return [.. listed.Take(options.ConversationCount), .. requests];
    }

    private static IEnumerable<ConversationPlan> Named(Person account, int messages) =>
    [
        OneToOneSamples.WithJacqueline(account, messages),
        EveryKindSample.With(account, People.Zoe, messages),
        GroupSamples.Operations(account, messages),
        OneToOneSamples.WithLayla(account, messages),
        DamagedSample.With(account, People.Noam, messages),
        OneToOneSamples.WithDevelopers(account, messages),
        GroupSamples.BookClub(account, messages),
        OneToOneSamples.WithSupport(account, messages),
        OneToOneSamples.WithPirate(account, messages),
        OneToOneSamples.WithOldFriend(account, messages),
        GroupSamples.Unnamed(account, messages),
    ];

    private static ConversationPlan WithReader(Person account, Person reader, int number, int messages) =>
        new(ConversationPlan.OneToOneId(account, reader), [account, reader])
        {
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(reader),
                builder => builder.Say(reader, "Hello! Is this the right place to ask?")),
            NewestAge = TimeSpan.FromHours(30) + TimeSpan.FromMinutes(ReaderSpacingMinutes * number),
            Span = TimeSpan.FromDays(3),
        };
}
