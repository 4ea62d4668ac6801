using System.Runtime.CompilerServices;
using TwitterDm.Notices;
using TwitterDm.Sending.Journal;

namespace TwitterDm.Sending;

/// <summary>
/// Sends several messages, one after the other. Each succeeds or fails independently. After an error that ends the run
/// (see <see cref="DmException.EndsRun"/>), the remaining messages are not tried, and each fails with an error that says so.
/// </summary>
/// <param name="context">The connection.</param>
/// <param name="messages">The messages.</param>
/// <param name="declined">The positions of those that are not sent.</param>
/// <param name="journal">Records the outcomes; null for none. The batch does not close it.</param>
internal sealed class MessageBatch(
    SendingContext context,
    IReadOnlyList<DmCheckedMessage> messages,
    IReadOnlySet<int> declined,
    SendJournal? journal)
{
    private readonly OneTimeSender _sender = new(context);
    private readonly Lazy<ChatSender> _chatSender = new(() => new(context));
    private readonly BatchUploads _uploads = new(context, messages, declined, journal);
    private readonly RecipientLookup _recipients = new(
        context, messages.Where((_, index) => !declined.Contains(index)).Select(message => message.Message.To?.Username).OfType<string>());
    private readonly SendProgress _progress = new(context, messages.Count - declined.Count);

    private DmException? _end;

    /// <summary>Sends them.</summary>
    /// <param name="cancellationToken">Cancels the requests and the waits.</param>
    /// <returns>The results in the order of the messages; the next message is sent when its result is requested.</returns>
    public async IAsyncEnumerable<DmSendResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            _progress.Show();
            for (var index = 0; index < messages.Count; index++)
            {
                if (declined.Contains(index))
                {
                    Pass(messages[index]);
                    continue;
                }

                var result = await ProcessAsync(index, cancellationToken).ConfigureAwait(false);
                _progress.Count(result);
                yield return result;
            }
        }
        finally
        {
            _progress.End();
        }
    }

    // Identical rows of the journal are distinguished by their order: the next one must not take the place of this one.
    private void Pass(DmCheckedMessage message)
    {
        if (message.Original is { } original)
            journal?.RowOf(original);
    }

    private async Task<DmSendResult> ProcessAsync(int index, CancellationToken cancellationToken)
    {
        var message = messages[index];
        if (!message.IsValid)
            return new() { Index = index, Error = message.Error };
        if (_end is not null)
            return new() { Index = index, Error = NotTried(message.Message, _end) };
        try
        {
            return await SendOrSkipAsync(index, message, journal?.RowOf(message.Original!), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var error = exception as DmException ?? DmException.Unexpected(exception);
            if (error.EndsRun || journal is { IsBroken: true })
                _end ??= error;
            // The message itself is uncertain; the ones after it would fail for the same reason as its confirmation.
            _end ??= error.AccountProblem;
            return new() { Index = index, Error = error, EndsRun = ReferenceEquals(error, _end) };
        }
    }

    private async Task<DmSendResult> SendOrSkipAsync(
        int index,
        DmCheckedMessage message,
        JournalRow? row,
        CancellationToken cancellationToken)
    {
        if (row is { State: JournalState.Sent })
        {
            context.Client.Operation.Verbose($"The message to {message.Message} was sent before, as event {row.EventId}: it is skipped.");
            return new() { Index = index, WasSentBefore = true };
        }

        CheckSource(message.Message, row);
        // What X Chat may have received already is simply sent again, with the same bytes.
        var sent = row is { IsUncertain: true } && !message.Message.IsChat
            ? await ConfirmEarlierAsync(message, row, cancellationToken).ConfigureAwait(false)
            : await SendNewAsync(index, message, row, cancellationToken).ConfigureAwait(false);
        RecordSent(index, row, sent);
        return new() { Index = index, Sent = sent };
    }

    // What an earlier run encrypted must not be sent unencrypted only because the command was shortened; and what may have arrived in one
    // source, not in the other one, either.
    private static void CheckSource(DmOutgoingMessage message, JournalRow? row)
    {
        if (row is not { IsBegun: true } || row.IsBegunByChat == message.IsChat)
            return;
        if (row.IsUncertain || (row.IsBegunByChat && message.Source is null))
            throw JournalErrors.OtherSource(message, row.IsBegunByChat, row.IsUncertain);
    }

    private async Task<DmMessage> SendNewAsync(int index, DmCheckedMessage message, JournalRow? row, CancellationToken cancellationToken)
    {
        try
        {
            if (message.Message.IsChat)
                return await SendChatAsync(message, row, cancellationToken).ConfigureAwait(false);
            var mediaId = await _uploads.GetMediaIdAsync(message, cancellationToken).ConfigureAwait(false);
            var delivery = await CreateDeliveryAsync(message.Message, mediaId, cancellationToken).ConfigureAwait(false);
            if (row is not null)
                row.MediaId = mediaId;
            return await _sender.SendMessageAsync(delivery, row, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (row is not null)
        {
            RecordFailure(index, row, exception);
            throw;
        }
    }

    private async Task<DmMessage> SendChatAsync(DmCheckedMessage message, JournalRow? row, CancellationToken cancellationToken)
    {
        if (row?.Encoded is { } encoded)
            return await _chatSender.Value.ResumeAsync(message, row, encoded, cancellationToken).ConfigureAwait(false);
        var recipient = message.Message.To is { } to
            ? await _recipients.FindAsync(to, isChat: true, cancellationToken).ConfigureAwait(false)
            : null;
        return await _chatSender.Value.SendAsync(message, recipient, row, cancellationToken).ConfigureAwait(false);
    }

    // As long as the conversation does not show it, its row stays uncertain.
    private async Task<DmMessage> ConfirmEarlierAsync(DmCheckedMessage message, JournalRow row, CancellationToken cancellationToken)
    {
        var delivery = await CreateDeliveryAsync(message.Message, row.MediaId ?? message.Message.MediaId, cancellationToken)
            .ConfigureAwait(false);
        return await _sender.ConfirmEarlierAsync(delivery, row, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Delivery> CreateDeliveryAsync(DmOutgoingMessage message, string? mediaId, CancellationToken cancellationToken)
    {
        if (message.To is null)
            return new(null, message.ConversationId!, message.Text, mediaId);
        var user = await _recipients.FindAsync(message.To, isChat: false, cancellationToken).ConfigureAwait(false);
        return new(user, Ids.OneToOne(context.Account.User.Id, user.Id), message.Text, mediaId);
    }

    // The message was sent even if that cannot be recorded.
    private void RecordSent(int index, JournalRow? row, DmMessage sent)
    {
        try
        {
            row?.RecordSent(sent);
        }
        catch (DmException exception)
        {
            EndAfter(index, exception);
        }
    }

    // The message's own error is the result, even if it cannot be recorded.
    private void RecordFailure(int index, JournalRow row, DmException failure)
    {
        // The failure is the journal's own: the attempt could not be recorded.
        if (journal is { IsBroken: true })
            return;
        try
        {
            row.RecordFailure(failure, context.Account.ServerNow);
        }
        catch (DmException exception)
        {
            EndAfter(index, exception);
        }
    }

    // A run that relies on the journal ends with it: the messages after this one carry the error. After the last one, it is reported in
    // addition to the result.
    private void EndAfter(int index, DmException exception)
    {
        _end = exception;
        if (!Enumerable.Range(index + 1, messages.Count - index - 1).Any(next => messages[next].IsValid && !declined.Contains(next)))
            context.Client.Operation.Notices?.Post(new DmErrorNotice(exception));
    }

    private static DmException NotTried(DmOutgoingMessage message, DmException end)
        => new(end, $"The message to {message} was not tried because an earlier error ended the run: {end.Message}")
        {
            IsNotTried = true,
            MayHaveHadEffect = false,
        };
}
