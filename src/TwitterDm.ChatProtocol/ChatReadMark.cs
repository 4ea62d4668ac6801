using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>The conversation was read or marked as unread (MarkConversationReadEvent, MarkConversationUnreadEvent).</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatReadMark(ThriftStruct fields)
{
    /// <summary>The sequence id up to which it was read.</summary>
    public string? SeenUntilSequenceId => fields.Text(1);

    /// <summary>When it was read, in milliseconds since 1970.</summary>
    public long? SeenAtMilliseconds => fields.Integer(2);
}
