using TwitterDm.Api;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// A message as it is sent: encrypted, signed and with its id. X recognizes it by the id, so the same bytes can be sent any number of times
/// and are one message.
/// </summary>
/// <param name="ConversationId">The conversation, with a hyphen.</param>
/// <param name="MessageId">Its id, which is part of what is signed.</param>
/// <param name="KeyVersion">The version of the conversation's key that it is encrypted with.</param>
/// <param name="Event">The encrypted event: Thrift in base64.</param>
/// <param name="Signature">The signature: Thrift in base64.</param>
internal sealed record EncodedChatMessage(string ConversationId, string MessageId, string KeyVersion, string Event, string Signature)
{
    public WireNewChatMessage ToWire()
        => new()
        {
            MessageId = MessageId,
            EncodedMessageCreateEvent = Event,
            EncodedMessageEventSignature = Signature,
        };
}

/// <summary>A message that X has accepted.</summary>
/// <param name="SequenceId">The id that X assigned to it.</param>
/// <param name="MessageId">The id that it was sent with.</param>
/// <param name="At">When X accepted it.</param>
internal sealed record AcceptedChatMessage(string SequenceId, string MessageId, DateTimeOffset At);
