using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Traffic;

/// <summary>Writes X Chat messages, reactions and edits.</summary>
internal sealed class ChatTraffic(ChatWorlds worlds, ChatPeople people)
{
    private const int ReactionOneIn = 6;
    private const int EditOneIn = 8;

    private static readonly string[] Emoji = ["\U0001F44D", "\u2764\uFE0F", "\U0001F602", "\U0001F389"];

    // The newest message of each conversation that can be edited.
    private readonly Dictionary<(long Account, string Conversation), (Person Sender, string EventId)> _newest = [];

    /// <summary>Lets one event happen. Returns false if nobody could write.</summary>
    /// <param name="account">The account that gets it.</param>
    /// <param name="random">Random numbers.</param>
    /// <param name="at">When it happens.</param>
    public bool TryWrite(Person account, ref RandomSequence random, DateTimeOffset at)
    {
        ChatConversation[] conversations =
        [
            .. worlds
                .Of(account)
                .Conversations.Where(conversation => !conversation.Plan.IsPlain)
                .OrderBy(conversation => conversation.Id, StringComparer.Ordinal),
        ];
        if (conversations.Length == 0)
            return false;
        var chosen = conversations[random.Next(conversations.Length)];
        Person[] others =
        [
            .. chosen.Plan.Members.Where(member => !People.IsAccount(member) && member.AcceptsChats && ChatKeyDirectory.HasKeys(member)),
        ];
        return others.Length > 0
            && chosen.State.CurrentKey?.Key is not null
            && Write(chosen, others[random.Next(others.Length)], ref random, at);
    }

    private bool Write(ChatConversation conversation, Person sender, ref RandomSequence random, DateTimeOffset at)
    {
        var key = (conversation.Plan.Account.Id, conversation.Id);
        ChatText text = SampleTexts.Typed[random.Next(SampleTexts.Typed.Count)];
        var hasNewest = _newest.TryGetValue(key, out var newest);
        if (random.OneIn(EditOneIn) && hasNewest)
            return IsWritten(people.Send(newest.Sender, conversation, ChatEntries.Edit(newest.EventId, text.Text, text.Entities), at));
        if (random.OneIn(ReactionOneIn) && hasNewest)
        {
            return IsWritten(
                people.Send(sender, conversation, ChatEntries.ReactionAdd(newest.EventId, Emoji[random.Next(Emoji.Length)]), at));
        }

        var result = people.Send(sender, conversation, ChatEntries.Message(text.Text, text.Entities), at);
        if (result.SequenceId is { } id)
            _newest[key] = (sender, id);
        return IsWritten(result);
    }

    private static bool IsWritten(ChatWriteResult result) => result.Error is null;
}
