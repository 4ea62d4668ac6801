using System.Globalization;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>Sends messages: adds them to the worlds of all accounts that take part in the conversation.</summary>
internal sealed class Messenger(TimeProvider clock, int seed, Worlds worlds, IdGenerator ids)
{
    // Generating an id and adding the event is one atomic step, so that events arrive in the order of their ids.
    private readonly object _gate = new();
    private readonly List<SandboxSentMessage> _sent = [];

    /// <summary>All messages that were sent so far, oldest first.</summary>
    public IReadOnlyList<SandboxSentMessage> Sent
    {
        get
        {
            lock (_gate)
                return [.. _sent];
        }
    }

    /// <summary>Sends a message to a conversation.</summary>
    public SandboxSentMessage Send(Person sender, Destination destination, MessageDraft draft, Upload? media)
    {
        lock (_gate)
            return Write(sender, destination, draft, media);
    }

    /// <summary>Creates a group, adds its participants, and sends the first message.</summary>
    public SandboxSentMessage CreateGroup(Person creator, Person[] others, MessageDraft draft, Upload? media)
    {
        lock (_gate)
        {
            var group = Conversation.Group(creator, ids.Next(), weight: 0, hasOlderEvents: false, others, guests: []);
            Deliver(New(EventKinds.ParticipantsJoin, group, ids.Next()) with { Sender = creator, Participants = others }, group.Members);
            return Write(creator, new Destination(group, group.Members), draft, media);
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
                Text = LinkShortener.Shorten(draft.Text, media is null ? null : UrlOf(id), seed, id),
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
            clock.GetUtcNow());
        _sent.Add(sent);
        return sent;
    }

    private void Deliver(DmEvent item, Person[] present)
    {
        var sent = new SentEvent(item, clock.GetUtcNow());
        foreach (var account in present.Where(People.IsAccount))
            worlds.Of(account).Add(sent);
    }

    // The URL at which the app shows the attachment of a message.
    private static string UrlOf(long eventId) => string.Create(CultureInfo.InvariantCulture, $"https://x.com/messages/media/{eventId}");

    private static DmEvent New(EventKinds kind, Conversation conversation, long id) =>
        new(id, kind, DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(id)), conversation);
}
