using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Sending.Journal;

namespace TwitterDm.Sending;

/// <summary>
/// Sends one message once. Nothing is repeated whose effect is not known: then the message is looked for where it would be, and either it is
/// there, or the error says that nobody knows.
/// </summary>
internal sealed class OneTimeSender(SendingContext context)
{
    private readonly SentMessageFinder _finder = new(context, context.SentEvents);

    /// <summary>Sends a message.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="row">Its row in the journal; null without one.</param>
    /// <param name="cancellationToken">Ends the request and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why it was certainly not sent.</exception>
    public Task<DmMessage> SendAsync(Delivery delivery, JournalRow? row, CancellationToken cancellationToken) => OnceAsync(
        delivery,
        row,
        watch => delivery.Recipient is { } user
            ? context.Client.SendToAsync(user.Id, delivery.ToWire(), watch, cancellationToken)
            : context.Client.SendIntoAsync(delivery.ConversationId!, delivery.ToWire(), watch, cancellationToken),
        leftAt => _finder.FindAsync(delivery, leftAt, cancellationToken));

    /// <summary>Creates a group with its first message.</summary>
    /// <param name="participantIds">The other participants.</param>
    /// <param name="message">The message; it has no conversation yet.</param>
    /// <param name="cancellationToken">Ends the request and the waits.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>, or why there certainly is no new group.</exception>
    public Task<DmMessage> CreateGroupAsync(IReadOnlyList<string> participantIds, Delivery message, CancellationToken cancellationToken) => OnceAsync(
        message,
        row: null,
        watch => context.Client.CreateConversationAsync(
            new WireNewConversation { ParticipantIds = participantIds, Message = message.ToWire() }, watch, cancellationToken),
        leftAt => _finder.FindGroupAsync(participantIds, message.Text, message.MediaId, leftAt, cancellationToken));

    /// <summary>Looks for a message that an earlier run left uncertain: it may have been sent since by other means, also from here.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="row">Its row in the journal.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SendUncertain"/>: it is still not known.</exception>
    public Task<DmMessage> SettleAsync(Delivery delivery, JournalRow row, CancellationToken cancellationToken)
    {
        var finder = new SentMessageFinder(context, row.OtherEvents);
        return FindOrFailAsync(delivery, row.At, cause: null, at => finder.FindAsync(delivery, at, cancellationToken));
    }

    private async Task<DmMessage> OnceAsync(
        Delivery delivery, JournalRow? row, Func<IAttemptObserver, Task<WireSentMessage>> send, Func<DateTimeOffset, Task<DmEvent?>> find)
    {
        var watch = new SendObserver(context.Account, row);
        try
        {
            var sent = await send(watch).ConfigureAwait(false);
            context.SentEvents.Claim(sent.DmEventId!);
            return delivery.ToMessage(sent.DmEventId, sent.DmConversationId, Ids.TimeOf(sent.DmEventId!));
        }
        catch (DmException exception) when (exception.MayHaveHadEffect && watch.LeftAt is not null)
        {
            return await FindOrFailAsync(delivery, watch.LeftAt.Value, exception, find).ConfigureAwait(false);
        }
    }

    private async Task<DmMessage> FindOrFailAsync(Delivery delivery, DateTimeOffset leftAt, DmException? cause, Func<DateTimeOffset, Task<DmEvent?>> find)
    {
        var why = cause?.Message ?? "An earlier run ended before its answer came.";
        DmEvent? found;
        try
        {
            found = await find(leftAt).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            throw Uncertain(delivery, leftAt, $"{why} And the conversation could not be read: {exception.Message}", cause ?? exception);
        }

        if (found is null)
            throw Uncertain(delivery, leftAt, $"{why} The conversation does not show it.", cause);
        context.SentEvents.Claim(found.Id);
        return delivery.ToMessage(found.Id, found.ConversationId, found.CreatedAt);
    }

    private static DmException Uncertain(Delivery delivery, DateTimeOffset leftAt, string why, DmException? cause)
        => new(DmErrorKind.SendUncertain, $"Nobody knows whether the message to {delivery} was sent: {why}", cause)
        {
            RecommendedAction = Advice.For(DmErrorKind.SendUncertain, null),
            StatusCode = cause?.StatusCode,
            Request = cause?.Request,
            TransactionId = cause?.TransactionId,
            Problem = cause?.Problem,
            UncertainMessage = delivery.ToMessage(null, null, leftAt),
        };
}
