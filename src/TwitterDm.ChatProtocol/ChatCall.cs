using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>A call that started, ended or was missed.</summary>
/// <param name="kind">The kind of the entry.</param>
/// <param name="fields">Its fields.</param>
internal sealed class ChatCall(ChatEntryKind kind, ThriftStruct fields)
{
    /// <summary>When it was, in milliseconds since 1970; null for one that started.</summary>
    public long? SentAtMilliseconds => kind == ChatEntryKind.AVCallStarted ? null : fields.Integer(1);

    /// <summary>How long it took; null for one that did not end.</summary>
    public long? DurationSeconds => kind == ChatEntryKind.AVCallEnded ? fields.Integer(2) : null;

    /// <summary>Whether it had sound only.</summary>
    public bool? IsAudioOnly => fields.Flag(kind switch
    {
        ChatEntryKind.AVCallEnded => 3,
        ChatEntryKind.AVCallMissed => 2,
        _ => 1,
    });

    /// <summary>The id of the call; null for one that was missed.</summary>
    public string? BroadcastId => kind switch
    {
        ChatEntryKind.AVCallEnded => fields.Text(5),
        ChatEntryKind.AVCallStarted => fields.Text(3),
        _ => null,
    };
}
