using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol;

/// <summary>
/// How a message was sent (MessageCreateEvent); its contents are in <see cref="ChatEvent.Contents"/>. Nothing here is signed.
/// </summary>
/// <param name="fields">The detail of the event.</param>
internal sealed class ChatMessageOptions(ThriftStruct fields)
{
    /// <summary>Whether recipients are to be notified.</summary>
    public bool? ShouldNotify => fields.Flag(102);

    /// <summary>After how many milliseconds the message disappears.</summary>
    public long? TimeToLiveMilliseconds => fields.Integer(103);

    /// <summary>When it was delivered, in milliseconds since 1970.</summary>
    public long? DeliveredAtMilliseconds => fields.Integer(104);

    /// <summary>The priority, 1 to 5.</summary>
    public long? Priority => fields.Integer(106);

    /// <summary>Whether it is part of a message request.</summary>
    public bool? IsMessageRequest => fields.Flag(109);
}
