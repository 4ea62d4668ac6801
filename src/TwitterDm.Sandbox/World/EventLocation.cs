using System.Runtime.InteropServices;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>The location of an event, from which everything else about it can be computed.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventLocation
{
    private readonly EventSequence? _sequence;
    private readonly SentEvent? _sent;

    /// <summary>Creates the location of a generated event.</summary>
    /// <param name="sequence">The sequence that determines its time and id.</param>
    /// <param name="position">The position in the sequence.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="number">The number of the event in the conversation, starting at 0.</param>
    public EventLocation(EventSequence sequence, int position, Conversation conversation, int number)
    {
        _sequence = sequence;
        (Position, Conversation, Number) = (position, conversation, number);
    }

    /// <summary>Creates the location of a sent event.</summary>
    public EventLocation(SentEvent sent)
    {
        _sent = sent;
        Conversation = sent.Event.Conversation;
    }

    public int Position { get; }

    public Conversation Conversation { get; }

    public int Number { get; }

    public EventSequence Sequence => _sequence ?? throw new InvalidOperationException("A sent event is not part of a sequence.");

    /// <summary>The event itself, if it was sent.</summary>
    public SentEvent? Sent => _sent;

    public long Id => _sent?.Event.Id ?? Sequence.IdAt(Position);

    public EventKinds Kind => _sent?.Event.Kind ?? Conversation.KindAt(Number);
}

/// <summary>An event that resulted from a request. The worlds of all accounts that take part share the same object.</summary>
internal sealed record SentEvent(DmEvent Event, DateTimeOffset SentAt);
