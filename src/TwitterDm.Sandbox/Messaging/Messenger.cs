using System.Globalization;
using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Uploads;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Messaging;

/// <summary>Sends messages: adds them to the worlds of all accounts that take part in the conversation.</summary>
internal sealed class Messenger(TimeProvider clock, int seed, Worlds worlds, IdGenerator ids, ActivityFeed activity)
{
    // Generating an id and adding the event is one atomic step, so that events arrive in the order of their ids.
    private readonly object _gate = new();
    private readonly List<SandboxSentMessage> _sent = [];

    /// <summary>All messages that clients sent so far, oldest first.</summary>
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
            return Record(Write(sender, destination, draft, media, ids.Next()), media);
    }

    /// <summary>Lets someone of the sandbox write a message.</summary>
    /// <param name="sender">Who writes it.</param>
    /// <param name="destination">The conversation.</param>
    /// <param name="text">The text.</param>
    /// <param name="at">When it is written, or null for now.</param>
    /// <returns>The event.</returns>
    public DmEvent Say(Person sender, Destination destination, string text, DateTimeOffset? at = null)
    {
        lock (_gate)
            return Write(sender, destination, new MessageDraft(text, MediaId: null, MediaAt: ""), media: null, ids.Next(at)).Event;
    }

    /// <summary>Lets someone of the sandbox add people to a group.</summary>
    public DmEvent Join(Person by, Destination group, Person[] joining, DateTimeOffset? at = null)
    {
        lock (_gate)
        {
            var item = New(EventKinds.ParticipantsJoin, group.Conversation, ids.Next(at)) with { Sender = by, Participants = joining };
            Deliver(item, [.. group.Present.Union(joining)]);
            return item;
        }
    }

    /// <summary>Lets someone of the sandbox leave a group.</summary>
    public DmEvent Leave(Person leaving, Destination group, DateTimeOffset? at = null)
    {
        lock (_gate)
        {
            var item = New(EventKinds.ParticipantsLeave, group.Conversation, ids.Next(at)) with { Participants = [leaving] };
            Deliver(item, group.Present);
            return item;
        }
    }

    /// <summary>Creates a group, adds its participants, and sends the first message.</summary>
    public SandboxSentMessage CreateGroup(Person creator, Person[] others, MessageDraft draft, Upload? media)
    {
        lock (_gate)
        {
            var group = Conversation.Group(creator, ids.Next(), weight: 0, hasOlderEvents: false, others, guests: []);
            Deliver(New(EventKinds.ParticipantsJoin, group, ids.Next()) with { Sender = creator, Participants = others }, group.Members);
            return Record(Write(creator, new Destination(group, group.Members), draft, media, ids.Next()), media);
        }
    }

    private WrittenMessage Write(Person sender, Destination destination, MessageDraft draft, Upload? media, long id)
    {
        var (conversation, present) = destination;
        var item = New(EventKinds.MessageCreate, conversation, id) with
        {
            Sender = sender,
            Text = LinkShortener.Shorten(draft.Text, media is null ? null : UrlOf(id), seed, id),
            Attachment = media?.ToAttachment(id),
        };
        Deliver(item, present);
        return new WrittenMessage(item, present, draft.Text);
    }

    private SandboxSentMessage Record(WrittenMessage written, Upload? media)
    {
        var (item, present, text) = written;
        var sent = new SandboxSentMessage(
            item.Id.ToString(CultureInfo.InvariantCulture),
            item.Conversation.Id,
            item.Sender!.IdText,
            [.. present.Where(person => person != item.Sender).Select(person => person.IdText)],
            text,
            media?.IdText,
            clock.GetUtcNow());
        _sent.Add(sent);
        return sent;
    }

    private void Deliver(DmEvent item, Person[] present)
    {
        var sent = new SentEvent(item, clock.GetUtcNow());
        foreach (var account in present.Where(People.IsAccount))
        {
            worlds.Of(account).Add(sent);
            if (item.Kind == EventKinds.MessageCreate)
                activity.PublishMessage(account, item, present);
        }
    }

    // The URL at which the app shows the attachment of a message.
    private static string UrlOf(long eventId) => string.Create(CultureInfo.InvariantCulture, $"https://x.com/messages/media/{eventId}");

    private static DmEvent New(EventKinds kind, Conversation conversation, long id) =>
        new(id, kind, DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(id)), conversation);

    private sealed record WrittenMessage(DmEvent Event, Person[] Present, string? Text);
}
