using System.Globalization;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>Writes messages: each into the world of its sender and of every other account that is there.</summary>
internal sealed class Messenger(SandboxOptions options, Worlds worlds, IdMint ids)
{
    // An id is drawn and its event written as one step, so that no world gets a newer event before an older one.
    private readonly object _gate = new();
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
    public SandboxSentMessage Send(Person sender, Destination destination, MessageDraft draft, Upload? media)
    {
        lock (_gate)
            return Write(sender, destination, draft, media);
    }

    /// <summary>Founds a group, lets everyone in, and sends its first message.</summary>
    public SandboxSentMessage Found(Person founder, Person[] others, MessageDraft draft, Upload? media)
    {
        lock (_gate)
        {
            var group = Conversation.Group(founder, ids.Next(), weight: 0, hasOlderEvents: false, others, guests: []);
            Deliver(New(EventKinds.ParticipantsJoin, group, ids.Next()) with { Sender = founder, Participants = others }, group.Members);
            return Write(founder, new Destination(group, group.Members), draft, media);
        }
    }

    private SandboxSentMessage Write(Person sender, Destination destination, MessageDraft draft, Upload? media)
    {
        var (conversation, present) = destination;
        var id = ids.Next();
        Deliver(
            New(EventKinds.MessageCreate, conversation, id) with
            {
                Sender = sender,
                Participants = present,
                Text = LinkShortener.Shorten(draft.Text, media is null ? null : UrlOf(id), options.Seed, id),
                Attachment = media?.ToAttachment(id),
            },
            present);
        var sent = new SandboxSentMessage(
            id.ToString(CultureInfo.InvariantCulture),
            conversation.Id,
            sender.IdText,
            [.. present.Where(person => person != sender).Select(person => person.IdText)],
            draft.Text,
            media?.IdText,
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

    // Where the app shows the attachment of a message.
    private static string UrlOf(long eventId) => string.Create(CultureInfo.InvariantCulture, $"https://x.com/messages/media/{eventId}");

    private static SandboxEvent New(EventKinds kind, Conversation conversation, long id) =>
        new(id, kind, DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(id)), conversation);
}
