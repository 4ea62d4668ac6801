using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Text;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Sends a message that is encoded already. Whenever the outcome of an attempt is unknown, the same bytes are sent again: X recognizes their id. Only what
/// stays unknown after all of that is uncertain.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="reader">Reads events.</param>
internal sealed class ChatPoster(ChatAccount chat, ApiClient client, ChatReader reader)
{
    private const int PageSize = 20;
    private const int MaxPages = 10;

    // After the retries of each request, which cover errors of the server and of the network.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)];

    // How far our estimate of X's clock can be off.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="attempts">Observes the attempts.</param>
    /// <param name="cancellationToken">Ends the requests; the message may still arrive.</param>
    /// <exception cref="DmException">
    /// X refused it; with <see cref="DmErrorReason.ChatKeyVersionRefused"/>, because of the version of its key. Or its outcome is unknown: see
    /// <see cref="DmException.MayHaveHadEffect"/>.
    /// </exception>
    public async Task<AcceptedChatMessage> PostAsync(EncodedChatMessage message, RepeatedAttempts attempts, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return Read(message, await client.PostChatMessageAsync(message.ConversationId, message.ToWire(), attempts, cancellationToken).ConfigureAwait(false));
            }
            catch (DmException exception) when (IsRepeatable(exception, attempts) && tries < Pauses.Length)
            {
                client.Operation.Verbose($"The outcome of sending message {message.MessageId} is unknown; the same message is sent again. {exception.Message}");
                await Task.Delay(Pauses[tries], chat.Account.Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (DmException exception) when (!exception.MayHaveHadEffect)
            {
                var refusal = ChatRefusals.Recognize(exception);
                var earlier = attempts.UncertainSince is { } since ? await FindAsync(message, since, refusal, cancellationToken).ConfigureAwait(false) : null;
                if (earlier is not null)
                    return earlier;
                if (ReferenceEquals(refusal, exception))
                    throw;
                throw refusal;
            }
        }
    }

    // What the pipeline has repeated is not repeated once more. Without an attempt that left, there is nothing unknown.
    private static bool IsRepeatable(DmException exception, RepeatedAttempts attempts)
        => exception.MayHaveHadEffect && attempts.StartedAt is not null && exception.Kind != DmErrorKind.Service;

    private AcceptedChatMessage Read(EncodedChatMessage message, string encoded)
    {
        var request = ChatWriteEndpoints.DescribeSending(message.ConversationId);
        var accepted = ChatItem.Read(encoded);
        if (accepted?.Failure is { } failure)
            throw ChatRefusals.Create(failure, message.ConversationId, request);
        if (accepted?.SequenceId is not { Length: > 0 } id || !string.Equals(accepted.MessageId, message.MessageId, StringComparison.OrdinalIgnoreCase))
            throw Unfit(request, accepted is null ? "is not an event that can be read" : "is not the event of the message that was sent");
        // It can be answered or changed without reading it first.
        chat.RecentMessages.Add(message.ConversationId, id, accepted);
        return new(id, message.MessageId, ChatTime.OfMilliseconds(accepted.CreatedAtMilliseconds) ?? Ids.TimeOf(id));
    }

    private static DmException Unfit(string request, string what) => new(DmErrorKind.Protocol, $"The response {what} ({request}).")
    {
        Request = request,
        MayHaveHadEffect = true,
    };

    // A refusal of a repetition can come although an earlier attempt arrived: the conversation shows whether it did.
    private async Task<AcceptedChatMessage?> FindAsync(EncodedChatMessage message, DateTimeOffset since, DmException refusal, CancellationToken cancellationToken)
    {
        AcceptedChatMessage? found;
        try
        {
            found = await FindAsync(message, since - Tolerance, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            throw Uncertain($"{ExceptionText.Sentence(refusal.Message)} The conversation could not be read: {exception.Message}", refusal, exception);
        }

        // What is wrong with the account says nothing about the message.
        return found is null && refusal.EndsRun ? throw Uncertain($"{ExceptionText.Sentence(refusal.Message)} The conversation does not show it.", refusal, refusal) : found;
    }

    private async Task<AcceptedChatMessage?> FindAsync(EncodedChatMessage message, DateTimeOffset from, CancellationToken cancellationToken)
    {
        string? token = null;
        for (var pages = 0; pages < MaxPages; pages++)
        {
            var page = await reader.ReadEventsAsync(new(message.ConversationId), new PageRequest(PageSize, token, []), cancellationToken).ConfigureAwait(false);
            if (page.Items.FirstOrDefault(IsMessage) is { } item)
                return new(item.Id, message.MessageId, item.Time);
            token = page.NextToken;
            if (token is null || page.Items is [.., { Time: var oldest }] && oldest != DateTimeOffset.UnixEpoch && oldest < from)
                break;
        }

        return null;

        bool IsMessage(ChatItem item) => string.Equals(item.Event?.MessageId, message.MessageId, StringComparison.OrdinalIgnoreCase)
            && string.Equals(item.Event?.SenderId, chat.Account.User.Id, StringComparison.Ordinal);
    }

    private static DmException Uncertain(string why, DmException cause, DmException problem) => new(cause, why, DmErrorKind.SendUncertain)
    {
        Reason = DmErrorReason.None,
        RecommendedAction = null,
        AccountProblem = problem.EndsRun ? problem : null,
        MayHaveHadEffect = true,
    };
}
