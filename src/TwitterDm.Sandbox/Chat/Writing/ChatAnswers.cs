using System.Globalization;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// Lets the sandbox's people answer messages now and then, some time later: who answers, and what, depends on the seed. Answers are
/// delivered with the next request that comes after they are due, and to those who wait for events. Thread-safe.
/// </summary>
internal sealed class ChatAnswers(
    ChatWorlds worlds,
    ChatMessenger messenger,
    ChatPeople people,
    TimeProvider clock,
    int seed,
    TimeSpan delay
) : IScheduledEvents
{
    private const int SeedStream = -7;
    private const int AnswerOneIn = 2;
    private const int ReactionOneIn = 4;

    private static readonly string[] Emoji = ["\U0001F44D", "\u2764\uFE0F", "\U0001F602", "\U0001F440"];

    private static readonly ChatText[] Texts =
    [
        "Got it, thanks!",
        "Give me ten minutes.",
        "I was about to ask you the same thing.",
        "Done. See https://status.example.com/dashboard",
        "Can we talk about it tomorrow? \U0001F319",
        "Klar, mache ich. \U0001F44D",
        "@sandbox_admin has the key to the server room.",
        "That is not what the #runbook says.",
    ];

    private readonly object _gate = new();
    private int _answered;

    /// <inheritdoc />
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
                return messenger.SentAfter(_answered) is [var first, ..] ? TimeOf(first) + delay : null;
        }
    }

    /// <summary>Delivers the answers that are due.</summary>
    public void DeliverDue()
    {
        lock (_gate)
        {
            var latest = clock.GetUtcNow() - delay;
            foreach (var message in messenger.SentAfter(_answered).TakeWhile(message => TimeOf(message) <= latest))
                Answer(message, new RandomSequence(SplitMix64.Hash(seed, SeedStream, _answered++)));
        }
    }

    private void Answer(SandboxSentChatMessage message, RandomSequence random)
    {
        var isFirst = _answered == 1;
        if (worlds.Of(People.ById(message.SenderId)!).Find(message.ConversationId) is not { State.CurrentKey.Key: not null } conversation)
            return;
        Person[] others =
        [
            .. conversation.Plan.Members.Where(member =>
                !People.IsAccount(member) && member.AcceptsChats && ChatKeyDirectory.HasKeys(member)),
        ];
        if (others.Length == 0)
            return;
        var other = others[random.Next(others.Length)];
        if (isFirst || random.OneIn(AnswerOneIn))
            people.Say(other, conversation, Texts[random.Next(Texts.Length)]);
        else if (random.OneIn(ReactionOneIn))
            people.Send(other, conversation, ChatEntries.ReactionAdd(message.EventId, Emoji[random.Next(Emoji.Length)]));
    }

    private static DateTimeOffset TimeOf(SandboxSentChatMessage message) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(long.Parse(message.EventId, CultureInfo.InvariantCulture)));
}
