using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>A deletion of messages (MessageDeleteEvent).</summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatDelete(ThriftStruct fields)
{
    /// <summary>The sequence ids of the deleted messages.</summary>
    public IReadOnlyList<string> SequenceIds => fields.Texts(1);

    /// <summary>1 for oneself, 2 for everyone.</summary>
    public long? Action => fields.Integer(2);

    /// <summary>Whether they were deleted for everyone.</summary>
    public bool IsForEveryone => Action == 2;
}
