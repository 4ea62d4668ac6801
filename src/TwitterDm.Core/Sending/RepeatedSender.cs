using TwitterDm.Chat.Writing;
using TwitterDm.Sending.Journal;
using TwitterDm.Text;

namespace TwitterDm.Sending;

/// <summary>Sends the bytes of a message until their outcome is known, and records each attempt before it starts.</summary>
/// <param name="context">The connection.</param>
/// <param name="writer">Writes to X Chat.</param>
internal sealed class RepeatedSender(SendingContext context, ChatWriter writer)
{
    /// <summary>Sends a message.</summary>
    /// <param name="delivery">What it is.</param>
    /// <param name="encoded">Its bytes.</param>
    /// <param name="row">Its row in the journal; null without one.</param>
    /// <param name="uncertainSince">When an earlier run began to send these bytes, with an unknown outcome; null if it did not.</param>
    /// <param name="cancellationToken">Cancels the requests and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why it was certainly not sent.</exception>
    public async Task<DmMessage> SendAsync(
        ChatDelivery delivery,
        EncodedChatMessage encoded,
        JournalRow? row,
        DateTimeOffset? uncertainSince,
        CancellationToken cancellationToken)
    {
        var attempts = new RepeatedAttempts(context.Account, uncertainSince);
        var current = encoded;
        try
        {
            var accepted = await writer.SendAsync(encoded, delivery.CreateEntry, Observe, cancellationToken).ConfigureAwait(false);
            context.Account.SentEvents.Claim(accepted.SequenceId);
            var sent = delivery.ToMessage(current, accepted.SequenceId, accepted.At);
            context.Account.AddSent(sent);
            return sent;
        }
        // An error that nothing foresees can come after X accepted the message.
        catch (Exception exception)
            when (attempts.StartedAt is not null
                && (exception is DmException { MayHaveHadEffect: true } or not (DmException or OperationCanceledException)))
        {
            var cause = exception as DmException ?? DmException.Unexpected(exception);
            throw new DmException(
                cause,
                $"Delivery of {delivery.Describe(current)} could not be confirmed: {ExceptionText.Sentence(cause.Message)}",
                DmErrorKind.SendUncertain)
            {
                Reason = DmErrorReason.ChatSendUncertain,
                RecommendedAction = null,
                UncertainMessage = delivery.ToMessage(current, eventId: null, attempts.StartedAt.Value),
            };
        }

        catch (OperationCanceledException) when (attempts.StartedAt is not null)
        {
            context.Client.Operation.WasWriteInterrupted = true;
            throw;
        }

        // What is encrypted again is another message, of which nothing was sent yet.
        RepeatedAttempts Observe(EncodedChatMessage bytes)
        {
            current = bytes;
            return attempts = new(context.Account, ReferenceEquals(bytes, encoded) ? uncertainSince : null)
            {
                Starting = at => row?.RecordSending(at, bytes),
                Unsent = at => row?.RecordUnsent(at),
            };
        }
    }
}
