using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Samples;

/// <summary>The one-to-one conversations of an account.</summary>
internal static class OneToOneSamples
{
    private const int MoreThanAPage = 120;
    private const long Day = 86_400_000;

    /// <summary>
    /// An ordinary conversation, whose key was replaced in between. The first key comes beside the pages, the second one in the list.
    /// </summary>
    public static ConversationPlan WithJacqueline(Person account, int messages)
    {
        SentChatEvent? greeting = null;
        return Plan(account, People.Jacqueline, newestMinutes: 3, spanDays: 19) with
        {
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(People.Jacqueline),
                builder => greeting = builder.Say(People.Jacqueline, "New here: this one is end-to-end encrypted. \U0001F510"),
                builder => builder.Say(account, "Good. The runbook is at https://wiki.example.com/runbooks/restart?service=mail&step=2"),
                builder => builder.ChangeKey(account, KeyDelivery.InList),
                builder => builder.Say(account, "I got a new phone, so there is a new key."),
                builder => builder.Reply(account, greeting!, "And it still is.")),
        };
    }

    /// <summary>A conversation of more than a page, whose key comes with its oldest page alone.</summary>
    public static ConversationPlan WithLayla(Person account, int messages)
        => Plan(account, People.Layla, newestMinutes: 41, spanDays: 14) with
        {
            Steps = SampleSteps.With(
                Math.Max(messages, MoreThanAPage),
                builder => builder.ChangeKey(People.Layla, KeyDelivery.BesideItsPage),
                builder => builder.Say(People.Layla, "صباح الخير! https://status.example.com/dashboard#today")),
        };

    /// <summary>Messages of the automated account of an organization, which are not encrypted.</summary>
    public static ConversationPlan WithDevelopers(Person account, int messages)
        => Plan(account, People.Developers, newestMinutes: 190, spanDays: 22) with
        {
            IsPlain = true,
            Steps = SampleSteps.With(
                messages,
                builder => builder.SayPlainly(People.Developers, "Your app was approved. Details: https://developer.example.com/apps/17"),
                builder =>
                    builder.SayPlainly(
                        People.Developers,
                        "This is an automated message. #changelog",
                        SampleAttachments.PostOf(SamplePosts.All[0])),
                builder => builder.Offer(People.Developers, "Was this helpful?", "Give feedback", "https://developer.example.com/feedback")),
        };

    /// <summary>A muted conversation.</summary>
    public static ConversationPlan WithSupport(Person account, int messages)
        => Plan(account, People.Support, newestMinutes: 610, spanDays: 9) with
        {
            IsMuted = true,
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(People.Support),
                builder => builder.Say(People.Support, "Ticket 4711 was updated."),
                builder => builder.Mute(account),
                builder => builder.Mute(account, isMuted: false),
                builder => builder.Mute(account)),
        };

    /// <summary>A conversation whose messages disappear. The list does not say when it was updated.</summary>
    public static ConversationPlan WithPirate(Person account, int messages)
        => Plan(account, People.Pirate, newestMinutes: 950, spanDays: 11) with
        {
            HasUpdatedAt = false,
            MessageLifetime = Day,
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(People.Pirate),
                builder => builder.SetMessageLifetime(People.Pirate, 7 * Day),
                builder => builder.SetMessageLifetime(account, milliseconds: null),
                builder => builder.SetMessageLifetime(People.Pirate, Day),
                builder => builder.Say(People.Pirate, "Dead messages tell no tales \U0001F3F4\u200D\u2620\uFE0F")),
        };

    /// <summary>A conversation with someone who has replaced a key pair: everyone got a copy of the first key for each key pair.</summary>
    public static ConversationPlan WithOldFriend(Person account, int messages)
        => Plan(account, People.OldFriend, newestMinutes: 1_400, spanDays: 20) with
        {
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(account, forAllVersions: true),
                builder => builder.SignWithReplacedKey(People.OldFriend, "Still on my old phone."),
                builder => builder.Say(People.OldFriend, "And now on the new one.")),
        };

    /// <summary>A conversation that the account has not accepted. The first message is not encrypted.</summary>
    public static ConversationPlan Request(Person account) => Plan(account, People.Rafael, newestMinutes: 75, spanDays: 1) with
    {
        IsRequest = true,
        Steps = SampleSteps.With(
            0,
            builder => builder.Ask(People.Rafael, "Hello! We met at the conference. May I write to you?"),
            builder => builder.ChangeKey(People.Rafael),
            builder => builder.Say(People.Rafael, "Here are the slides: https://slides.example.com/ops")),
    };

    /// <summary>A plan without steps.</summary>
    public static ConversationPlan Plan(Person account, Person other, int newestMinutes, int spanDays) =>
        new(ConversationPlan.OneToOneId(account, other), [account, other])
        {
            Steps = [],
            NewestAge = TimeSpan.FromMinutes(newestMinutes),
            Span = TimeSpan.FromDays(spanDays),
        };
}
