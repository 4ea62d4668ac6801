using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Text;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Sends a message that is encoded already. Whenever the outcome of an attempt is unknown, the same bytes are sent again: X recognizes
/// their id. What stays unknown after all of that is looked up in the conversation, and is uncertain if it is not there.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="reader">Reads events.</param>
internal sealed class ChatPoster(ChatAccount chat, ApiClient client, ChatReader reader)
{
    // X bills every event of a page, and what was just sent is on the first one.
    private const int FirstPageSize = 20;
    private const int MaxPages = 10;

    // After the retries of each request, which cover errors of the server and of the network.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)];

    // How late X's list of a conversation may be, with a wide margin.
    private static readonly TimeSpan MaxListDelay = TimeSpan.FromMinutes(2);

    // How far our estimate of X's clock can be off.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="attempts">Observes the attempts.</param>
    /// <param name="cancellationToken">Ends the requests; the message may still arrive.</param>
    /// <exception cref="DmException">
    /// X refused it; with <see cref="DmErrorReason.ChatKeyVersionRefused"/>, because of the version of its key. Or its outcome is unknown:
    /// see
    /// <see cref="DmException.MayHaveHadEffect"/>.
    /// </exception>
    public async Task<AcceptedChatMessage> PostAsync(
        EncodedChatMessage message,
        RepeatedAttempts attempts,
        CancellationToken cancellationToken)
    {
        var hasLooked = false;
        for (var tries = 0; ; tries++)
        {
            var attempt = await TryAsync(message, attempts, cancellationToken).ConfigureAwait(false);
            if (attempt.Error is not { } error)
                return attempt.Accepted!;
            if (error.MayHaveHadEffect)
                attempts.OnUnknown();
            // X has most likely accepted it: another attempt would bring the same response.
            if (attempt.IsUnreadable && !hasLooked && attempts.StartedAt is { } since)
            {
                hasLooked = true;
                if (await TryFindAsync(message, since, cancellationToken).ConfigureAwait(false) is { } found)
                    return found;
            }

            if (!IsRepeatable(error, attempts) || tries >= (attempt.IsUnreadable ? 1 : Pauses.Length))
                return await ConfirmAsync(message, attempts, error, cancellationToken).ConfigureAwait(false);
            client.Operation.Verbose(
                $"The outcome of sending message {message.MessageId} is unknown; the same message is sent again. {error.Message}");
            await Task.Delay(Pauses[tries], chat.Account.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // What the pipeline has repeated is not repeated once more. Without an attempt that left, there is nothing unknown.
    private static bool IsRepeatable(DmException exception, RepeatedAttempts attempts)
        => exception.MayHaveHadEffect && attempts.StartedAt is not null && exception.Kind != DmErrorKind.Service;

    private async Task<Attempt> TryAsync(EncodedChatMessage message, RepeatedAttempts attempts, CancellationToken cancellationToken)
    {
        var request = ChatWriteEndpoints.DescribeSending(message.ConversationId);
        try
        {
            var accepted = ChatItem.Read(
                await client
                    .PostChatMessageAsync(message.ConversationId, message.ToWire(), attempts, cancellationToken)
                    .ConfigureAwait(false));
            if (accepted?.Failure is { } failure)
                return Refused(ChatRefusals.Create(failure, message.ConversationId, request), attempts);
            if (accepted?.SequenceId is not { Length: > 0 } id
                || !string.Equals(accepted.MessageId, message.MessageId, StringComparison.OrdinalIgnoreCase))
            {
                return new(
                    null,
                    Unfit(request, accepted is null ? "is not an event that can be read" : "is not the event of the message that was sent"),
                    IsUnreadable: true);
            }

            // It can be answered or changed without reading it first.
            if (string.Equals(accepted.SenderId, chat.Account.User.Id, StringComparison.Ordinal))
                chat.RecentMessages.Add(message.ConversationId, id, accepted.ToBytes());
            return new(new(id, message.MessageId, ChatTime.OfMilliseconds(accepted.CreatedAtMilliseconds) ?? Ids.TimeOf(id)), null);
        }
        catch (DmException exception)
        {
            // What is no JSON at all may come from a proxy, and is repeated like everything that is unknown.
            return new(
                null,
                exception,
                IsUnreadable: exception is { Kind: DmErrorKind.Protocol, MayHaveHadEffect: true, StatusCode: null });
        }
    }

    // A refusal inside a successful response is as certain as an HTTP error.
    private static Attempt Refused(DmException error, RepeatedAttempts attempts)
    {
        if (!error.MayHaveHadEffect)
            attempts.OnNoEffect();
        return new(null, error);
    }

    private static DmException Unfit(string request, string what) => new(DmErrorKind.Protocol, $"The response {what} ({request}).")
    {
        Request = request,
        MayHaveHadEffect = true,
    };

    // Once the outcome of an attempt is unknown, a refusal of the same bytes says nothing about that attempt. The conversation can show
    // that it arrived, but not that it did not: lists can be late. Minutes later they are not, and X would have recognized the bytes rather
    // than refuse their key.
    private async Task<AcceptedChatMessage> ConfirmAsync(
        EncodedChatMessage message,
        RepeatedAttempts attempts,
        DmException error,
        CancellationToken cancellationToken)
    {
        var refusal = ChatRefusals.Recognize(error);
        if ((error.MayHaveHadEffect ? attempts.StartedAt : attempts.UncertainSince) is not { } since)
            throw refusal;
        // What is wrong with the account ends a run. An unknown outcome does not.
        var accountProblem = refusal is { MayHaveHadEffect: false, EndsRun: true } ? refusal : null;
        var why = ExceptionText.Sentence(refusal.Message);
        (AcceptedChatMessage? Found, bool IsComplete) search;
        try
        {
            search = await FindAsync(message, since - Tolerance, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            throw Uncertain(
                $"{why} The conversation could not be read: {exception.Message}",
                refusal,
                accountProblem ?? (exception.PreventsSending() ? exception : null));
        }

        if (search.Found is { } found)
            return found;
        if (!search.IsComplete)
        {
            throw Uncertain(
                $"{why} The newest events of the conversation do not show it, and there are too many to read them all.",
                refusal,
                accountProblem);
        }

        if (refusal is { Reason: DmErrorReason.ChatKeyVersionRefused, MayHaveHadEffect: false }
            && chat.Account.ServerNow - since > MaxListDelay)
        {
            throw refusal;
        }

        throw Uncertain($"{why} The conversation does not show it.", refusal, accountProblem);
    }

    // Whether the conversation shows it already. That it could not be read is reported after the next attempt.
    private async Task<AcceptedChatMessage?> TryFindAsync(
        EncodedChatMessage message,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        try
        {
            return (await FindAsync(message, since - Tolerance, cancellationToken).ConfigureAwait(false)).Found;
        }
        catch (DmException exception)
        {
            client.Operation.Verbose($"The conversation {message.ConversationId} of X Chat could not be read. {exception.Message}");
            return null;
        }
    }

    // Looks at the events since a time. The search is not complete if there are more of them than it reads.
    private async Task<(AcceptedChatMessage? Found, bool IsComplete)> FindAsync(
        EncodedChatMessage message,
        DateTimeOffset from,
        CancellationToken cancellationToken)
    {
        var pages = new ChatPages(reader, message.ConversationId, FirstPageSize, ChatEndpoints.MaxPage);
        for (var count = 0; count < MaxPages; count++)
        {
            var page = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
            if (page.Items.FirstOrDefault(IsMessage) is { } item)
                return (new(item.Id, message.MessageId, item.Time), true);
            if (page.NextToken is null || page.Items is [.., { Time: var oldest }] && oldest != DateTimeOffset.UnixEpoch && oldest < from)
                return (null, true);
        }

        return (null, false);

        bool IsMessage(ChatItem item) => string.Equals(item.Event?.MessageId, message.MessageId, StringComparison.OrdinalIgnoreCase)
            && string.Equals(item.Event?.SenderId, chat.Account.User.Id, StringComparison.Ordinal);
    }

    private static DmException Uncertain(string why, DmException cause, DmException? accountProblem)
        => new(cause, why, DmErrorKind.SendUncertain)
        {
            Reason = DmErrorReason.None,
            RecommendedAction = null,
            AccountProblem = accountProblem,
            MayHaveHadEffect = true,
        };

    /// <summary>One attempt: what X accepted, or why it is not known to be accepted.</summary>
    /// <param name="Accepted">The message; null with an error.</param>
    /// <param name="Error">The error; null without one.</param>
    /// <param name="IsUnreadable">Whether X reports success, but with a response that cannot be understood.</param>
    private sealed record Attempt(AcceptedChatMessage? Accepted, DmException? Error, bool IsUnreadable = false);
}
