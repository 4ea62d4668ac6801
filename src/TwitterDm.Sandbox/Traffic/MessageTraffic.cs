using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Traffic;

/// <summary>Writes Direct Messages to people and groups, and lets people join and leave.</summary>
internal sealed class MessageTraffic(Worlds worlds, Messenger messenger, ActivityFeed activity)
{
    private const int GroupOneIn = 4;
    private const int MoveOneIn = 4;
    private const int OutgoingOneIn = 8;
    private const int ReadOneIn = 10;

    private static readonly Person[] Visitors = [People.OldFriend, People.Ines, People.Stranger];

    /// <summary>Lets one event happen.</summary>
    /// <param name="account">The account that gets it.</param>
    /// <param name="random">Random numbers.</param>
    /// <param name="at">When it happens.</param>
    public void Write(Person account, ref RandomSequence random, DateTimeOffset at)
    {
        var conversations = AccountConversations.Of(account);
        if (random.OneIn(GroupOneIn))
            WriteToGroup(account, Pick([.. conversations.Where(conversation => conversation.IsGroup)], ref random), ref random, at);
        else
            WriteToPerson(account, Pick([.. conversations.Where(conversation => !conversation.IsGroup)], ref random), ref random, at);
    }

    private void WriteToPerson(Person account, Conversation conversation, ref RandomSequence random, DateTimeOffset at)
    {
        var other = conversation.Members[1];
        var destination = Destination.OneToOne(account, other);
        var isOutgoing = random.OneIn(OutgoingOneIn);
        var item = messenger.Say(isOutgoing ? account : other, destination, TextOf(ref random), at);
        if (isOutgoing && random.OneIn(ReadOneIn))
            activity.PublishRead(account, other, item.Id);
    }

    private void WriteToGroup(Person account, Conversation conversation, ref RandomSequence random, DateTimeOffset at)
    {
        if (worlds.Of(account).Snapshot().Group(conversation.Id) is not { } group)
            return;
        Person[] others = [.. group.Present.Where(person => person != account)];
        if (random.OneIn(MoveOneIn))
            Move(group, others, ref random, at);
        else
            messenger.Say(random.OneIn(OutgoingOneIn) ? account : Pick(others, ref random), group, TextOf(ref random), at);
    }

    // Visitors come one at a time.
    private void Move(Destination group, Person[] others, ref RandomSequence random, DateTimeOffset at)
    {
        if (others.FirstOrDefault(Visitors.Contains) is { } visitor)
            messenger.Leave(visitor, group, at);
        else
            messenger.Join(Pick(others, ref random), group, [Pick(Visitors, ref random)], at);
    }

    private static string TextOf(ref RandomSequence random) => Pick(SampleTexts.Typed, ref random);

    private static T Pick<T>(IReadOnlyList<T> items, ref RandomSequence random) => items[random.Next(items.Count)];
}
