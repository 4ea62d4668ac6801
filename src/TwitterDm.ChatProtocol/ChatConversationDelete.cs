using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>The conversation was deleted (ConversationDeleteEvent).</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatConversationDelete(ThriftStruct fields)
{
    /// <summary>Whether all messages were deleted, too.</summary>
    public bool? ClearsAllMessages => fields.Struct(2)?.Flag(1);

    /// <summary>The time by which the list is sorted, in milliseconds since 1970.</summary>
    public long? SortOrderMilliseconds => fields.Struct(2)?.Integer(2);
}
