using System.Runtime.InteropServices;

namespace TwitterDm.Sandbox.World;

/// <summary>Where an event stands; all that is to be known about it follows from this.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventPlace
{
    private readonly EventStream? _stream;
    private readonly WrittenEvent? _written;

    /// <summary>The place of an event that is computed.</summary>
    /// <param name="stream">The stream that gives its time and id.</param>
    /// <param name="position">The position in that stream.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="age">The number in the conversation, 0 for its first event.</param>
    public EventPlace(EventStream stream, int position, Conversation conversation, int age)
    {
        _stream = stream;
        (Position, Conversation, Age) = (position, conversation, age);
    }

    /// <summary>The place of an event that was written.</summary>
    public EventPlace(WrittenEvent written)
    {
        _written = written;
        Conversation = written.Event.Conversation;
    }

    public int Position { get; }

    public Conversation Conversation { get; }

    public int Age { get; }

    public EventStream Stream => _stream ?? throw new InvalidOperationException("A written event has no stream.");

    /// <summary>The event itself, where it was written.</summary>
    public WrittenEvent? Written => _written;

    public long Id => _written?.Event.Id ?? Stream.IdAt(Position);

    public EventKinds Kind => _written?.Event.Kind ?? Conversation.KindAt(Age);
}
