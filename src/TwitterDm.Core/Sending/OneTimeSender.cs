using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Sending.Journal;
using TwitterDm.Text;

namespace TwitterDm.Sending;

/// <summary>
/// Sends one message at most once. A request whose outcome is unknown is not repeated. Instead, the message is looked up in its
/// conversation: if it is not there, the error says that its delivery could not be confirmed.
/// </summary>
internal sealed class OneTimeSender(SendingContext context)
{
    private readonly SentMessageFinder _finder = new(context, context.Account.SentEvents);

    /// <summary>Sends a message.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="row">Its row in the journal; null without one.</param>
    /// <param name="cancellationToken">Cancels the request and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why it was certainly not sent.</exception>
    public Task<DmMessage> SendMessageAsync(Delivery delivery, JournalRow? row, CancellationToken cancellationToken) => SendOnceAsync(
        delivery,
        row,
        observer => delivery.Recipient is { } user
            ? context.Client.PostMessageToUserAsync(user.Id, delivery.ToWire(), observer, cancellationToken)
            : context.Client.PostMessageToConversationAsync(delivery.ConversationId!, delivery.ToWire(), observer, cancellationToken),
        startedAt => _finder.FindMessageAsync(delivery, startedAt, cancellationToken));

    /// <summary>Creates a group with its first message.</summary>
    /// <param name="participantIds">The other participants.</param>
    /// <param name="message">The message; it has no conversation yet.</param>
    /// <param name="cancellationToken">Cancels the request and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why the group was certainly not created.</exception>
    public Task<DmMessage> CreateGroupAsync(IReadOnlyList<string> participantIds, Delivery message, CancellationToken cancellationToken)
        => SendOnceAsync(
            message,
            row: null,
            observer =>
                context.Client.PostConversationAsync(
                    new WireNewConversation { ParticipantIds = participantIds, Message = message.ToWire() },
                    observer,
                    cancellationToken),
            startedAt => _finder.FindGroupAsync(participantIds, message.Text, message.MediaId, startedAt, cancellationToken));

    /// <summary>Confirms a message that an earlier run left uncertain; it is never sent again.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="row">Its row in the journal.</param>
    /// <param name="cancellationToken">Cancels the lookups.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>: its delivery could still not be confirmed.</exception>
    public Task<DmMessage> ConfirmEarlierAsync(Delivery delivery, JournalRow row, CancellationToken cancellationToken)
    {
        // Only the journal's events belong to other rows: since then, the user may have sent the message by other means, even over this
        // connection.
        var finder = new SentMessageFinder(context, row.KnownEvents);
        return ConfirmAsync(delivery, row.At, row.WhyUncertain, cause: null, startedAt =>
            finder.FindMessageAsync(delivery, startedAt, cancellationToken));
    }

    private async Task<DmMessage> SendOnceAsync(
        Delivery delivery, JournalRow? row, Func<IAttemptObserver, Task<WireSentMessage>> post, Func<DateTimeOffset, Task<DmEvent?>> find)
    {
        var recorder = new AttemptRecorder(context.Account, row);
        try
        {
            var sent = await post(recorder).ConfigureAwait(false);
            context.Account.SentEvents.Claim(sent.DmEventId!);
            var message = delivery.ToMessage(sent.DmEventId, sent.DmConversationId, Ids.TimeOf(sent.DmEventId!));
            context.Account.AddSent(message);
            return message;
        }
        catch (Exception exception) when (recorder.StartedAt is not null && MayHaveHadEffect(exception))
        {
            var cause = exception as DmException ?? DmException.Unexpected(exception);
            return await ConfirmAsync(delivery, recorder.StartedAt.Value, cause.Message, cause, Find).ConfigureAwait(false);
        }

        async Task<DmEvent?> Find(DateTimeOffset startedAt)
        {
            try
            {
                return await find(startedAt).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                context.Client.Operation.WasWriteInterrupted = true;
                throw;
            }
        }
    }

    // An error that nothing foresees can come after X accepted the message.
    private static bool MayHaveHadEffect(Exception exception)
        => exception is DmException known ? known.MayHaveHadEffect : exception is not OperationCanceledException;

    private async Task<DmMessage> ConfirmAsync(
        Delivery delivery, DateTimeOffset startedAt, string reason, DmException? cause, Func<DateTimeOffset, Task<DmEvent?>> find)
    {
        var why = ExceptionText.Sentence(reason);
        DmEvent? found;
        try
        {
            found = await find(startedAt).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            throw Unconfirmed(
                delivery,
                startedAt,
                $"{why} The conversation could not be read: {ExceptionText.Sentence(exception.Message)}",
                cause ?? exception,
                exception.PreventsSending() ? exception : null);
        }

        if (found is null)
        {
            throw Unconfirmed(
                delivery,
                startedAt,
                $"{why} The conversation does not show it.",
                cause ?? new DmException(DmErrorKind.SendUncertain, why));
        }

        context.Account.SentEvents.Claim(found.Id);
        return delivery.ToMessage(found.Id, found.ConversationId, found.CreatedAtUtc);
    }

    private static DmException Unconfirmed(
        Delivery delivery,
        DateTimeOffset startedAt,
        string why,
        DmException cause,
        DmException? accountProblem = null) =>
        new(cause, $"Delivery of the message to {delivery} could not be confirmed: {why}", DmErrorKind.SendUncertain)
        {
            // The advice for the cause does not apply to the message.
            Reason = DmErrorReason.None,
            RecommendedAction = null,
            AccountProblem = accountProblem,
            UncertainMessage = delivery.ToMessage(null, null, startedAt),
        };
}
