using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Chat.Events;

/// <content>Ordinary messages.</content>
internal sealed partial class ConversationBuilder
{
    private const int AttachmentOneIn = 10;
    private const int ReplyOneIn = 9;
    private const int ReactionOneIn = 12;

    private static readonly string[] Emoji =
    [
        "\U0001F44D",
        "\u2764\uFE0F",
        "\U0001F602",
        "\U0001F389",
        "\U0001F440",
        "\U0001F64F\U0001F3FD",
    ];

    private static readonly ChatText[] Texts = [.. SampleTexts.Common.Select(ChatText.Of)];

    private static readonly ChatText[] EverydayTexts = [.. SampleTexts.Everyday.Select(ChatText.Of)];

    private SentChatEvent? _lastSaid;

    /// <summary>Sends an ordinary message by a random member, or reacts to the last one.</summary>
    /// <param name="isEveryday">
    /// Whether the text is one that every tool can handle, and the message not a reply, whose text is short in a list.
    /// </param>
    public void Chat(bool isEveryday)
    {
        var random = new RandomSequence(Draw);
        Person[] writers = [.. _present.Where(ChatKeyDirectory.HasKeys)];
        var sender = writers[random.Next(writers.Length)];
        var texts = isEveryday ? EverydayTexts : Texts;
        var text = texts[random.Next(texts.Length)];
        if (_plan.IsPlain)
            SayPlainly(sender, text);
        else if (_lastSaid is { } last && random.OneIn(ReactionOneIn))
            React(sender, last, Emoji[random.Next(Emoji.Length)]);
        else
            _lastSaid = Chat(sender, text, canReply: !isEveryday, random);
    }

    private SentChatEvent Chat(Person sender, ChatText text, bool canReply, RandomSequence random)
    {
        if (random.OneIn(AttachmentOneIn))
        {
            return Attach(
                sender,
                random.OneIn(2) ? ChatText.Empty : text,
                random.OneIn(3) ? SampleAttachments.Clip : SampleAttachments.Photo);
        }

        return canReply && random.OneIn(ReplyOneIn) && _lastSaid is { } last ? Reply(sender, last, text) : Say(sender, text);
    }
}
