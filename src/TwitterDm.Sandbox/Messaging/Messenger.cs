using System.Globalization;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>Writes messages: each into the world of its sender and of every other account that is there.</summary>
internal sealed class Messenger(SandboxOptions options, Worlds worlds)
{
    // An id is drawn and its event written as one step, so that no world gets a newer event before an older one.
    private readonly object _gate = new();
    private readonly IdMint _ids = new(options.Clock);
    private readonly List<SandboxSentMessage> _sent = [];

    /// <summary>What was sent so far, oldest first.</summary>
    public IReadOnlyList<SandboxSentMessage> Sent
    {
        get
        {
            lock (_gate)
                return [.. _sent];
        }
    }

    /// <summary>Sends a message into a conversation.</summary>
    /// <returns>The event's id.</returns>
    public SandboxSentMessage Send(Person sender, Destination destination, MessageDraft draft)
    {
        lock (_gate)
            return Write(sender, destination, draft);
    }

    /// <summary>Founds a group, lets everyone in, and sends its first message.</summary>
    public SandboxSentMessage Found(Person founder, Person[] others, MessageDraft draft)
    {
        lock (_gate)
        {
            var group = Conversation.Group(founder, _ids.Next(), weight: 0, hasOlderEvents: false, others, guests: []);
            Deliver(New(EventKinds.ParticipantsJoin, group, _ids.Next()) with { Sender = founder, Participants = others }, group.Members);
            return Write(founder, new Destination(group, group.Members), draft);
        }
    }

    private SandboxSentMessage Write(Person sender, Destination destination, MessageDraft draft)
    {
        var (conversation, present) = destination;
        var id = _ids.Next();
        Deliver(
            New(EventKinds.MessageCreate, conversation, id) with
            {
                Sender = sender,
                Participants = present,
                Text = LinkShortener.Shorten(draft.Text, mediaUrl: null, options.Seed, id),
            },
            present);
        var sent = new SandboxSentMessage(
            id.ToString(CultureInfo.InvariantCulture),
            conversation.Id,
            sender.IdText,
            [.. present.Where(person => person != sender).Select(person => person.IdText)],
            draft.Text,
            draft.MediaId,
            options.Clock.GetUtcNow());
        _sent.Add(sent);
        return sent;
    }

    private void Deliver(SandboxEvent item, Person[] present)
    {
        var written = new WrittenEvent(item, options.Clock.GetUtcNow());
        foreach (var account in present.Where(People.IsAccount))
            worlds.Of(account).Add(written);
    }

    private static SandboxEvent New(EventKinds kind, Conversation conversation, long id) =>
        new(id, kind, DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(id)), conversation);
}
