using System.Runtime.CompilerServices;
using TwitterDm.Http;
using TwitterDm.Media;
using TwitterDm.Notices;
using TwitterDm.Sending.Journal;
using TwitterDm.Usage;

namespace TwitterDm.Sending;

/// <summary>
/// Sends many messages, one after the other. Each succeeds or fails by itself; after an error that is not about one message, those that
/// follow are not tried, and each says so.
/// </summary>
internal sealed class MessageBatch(SendingContext context, IReadOnlyList<DmOutgoingMessage> messages)
{
    private readonly OneTimeSender _messages = new(context);
    private readonly RecipientLookup _recipients = new(context, messages.Select(message => message.To?.Username).OfType<string>());
    private readonly SendProgress _progress = new(context, messages.Count);

    private readonly HashSet<string> _filesOfSeveral = messages.Select(message => message.MediaPath?.Trim()).OfType<string>()
        .GroupBy(path => path, StringComparer.Ordinal).Where(uses => uses.Skip(1).Any()).Select(uses => uses.Key).ToHashSet(StringComparer.Ordinal);

    // An upload that was refused is refused for every message that wants it.
    private readonly Dictionary<string, DmException> _refusedFiles = new(StringComparer.Ordinal);

    private DmException? _end;

    /// <summary>Sends them.</summary>
    /// <param name="journal">Where the outcomes are written; null for nowhere. It stays open.</param>
    /// <param name="cancellationToken">Ends the requests and the waits.</param>
    public async IAsyncEnumerable<DmSendResult> SendAsync(SendJournal? journal, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            _progress.Show();
            for (var index = 0; index < messages.Count; index++)
            {
                var result = await SendAsync(index, journal, cancellationToken).ConfigureAwait(false);
                _progress.Count(result);
                yield return result;
            }
        }
        finally
        {
            _progress.End();
        }
    }

    private async Task<DmSendResult> SendAsync(int index, SendJournal? journal, CancellationToken cancellationToken)
    {
        try
        {
            var message = messages[index].Checked();
            if (_end is not null)
                throw NotTried(message, _end);
            var row = journal?.RowOf(message);
            if (row is { State: JournalState.Sent })
            {
                context.Client.Operation.Verbose($"The message to {message} was sent before, as event {row.EventId}: it is passed over.");
                return new() { Index = index, WasSentBefore = true };
            }

            var sent = row is { IsUncertain: true }
                ? await SettleAsync(message, row, cancellationToken).ConfigureAwait(false)
                : await SendAsync(message, row, cancellationToken).ConfigureAwait(false);
            WriteDown(row, sent);
            return new() { Index = index, Sent = sent };
        }
        catch (DmException exception)
        {
            if (!IsAboutOneMessage(exception) || journal is { IsBroken: true })
                _end ??= exception;
            return new() { Index = index, Error = exception };
        }
    }

    private async Task<DmMessage> SendAsync(DmOutgoingMessage message, JournalRow? row, CancellationToken cancellationToken)
    {
        try
        {
            var mediaId = message.MediaPath is null ? message.MediaId : await UploadAsync(message.MediaPath, cancellationToken).ConfigureAwait(false);
            var delivery = await DeliverAsync(message, mediaId, cancellationToken).ConfigureAwait(false);
            if (row is not null)
                row.MediaId = mediaId;
            return await _messages.SendAsync(delivery, row, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (row is not null)
        {
            row.Failed(exception, context.Account.ServerNow);
            throw;
        }
    }

    // Only the conversation can tell; and as long as it does not, the journal keeps that nobody knows.
    private async Task<DmMessage> SettleAsync(DmOutgoingMessage message, JournalRow row, CancellationToken cancellationToken)
    {
        var delivery = await DeliverAsync(message, row.MediaId ?? message.MediaId, cancellationToken).ConfigureAwait(false);
        return await _messages.SettleAsync(delivery, row, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Delivery> DeliverAsync(DmOutgoingMessage message, string? mediaId, CancellationToken cancellationToken)
    {
        if (message.To is null)
            return new(null, message.ConversationId!, message.Text, mediaId);
        var user = await _recipients.FindAsync(message.To, cancellationToken).ConfigureAwait(false);
        return new(user, Ids.OneToOne(context.Account.User.Id, user.Id), message.Text, mediaId);
    }

    // A file for several messages is uploaded once, and so as one that several messages may carry.
    private async Task<string> UploadAsync(string path, CancellationToken cancellationToken)
    {
        if (_refusedFiles.TryGetValue(path, out var refusal))
            throw refusal;
        var file = MediaFile.Inspect(path);
        var isShared = _filesOfSeveral.Contains(path);
        if (isShared)
            context.Client.Operation.Verbose($"{file.Name} is for several messages: it is uploaded once, as shared, so that whoever has its address can see it.");
        try
        {
            return await context.Uploads.GetMediaIdAsync(context.Client, file, isShared, context.Client.Operation, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.InvalidRequest)
        {
            _refusedFiles[path] = exception;
            throw;
        }
    }

    // The message is sent, whatever becomes of writing it down: that is an error beside it, and the end of a run that relies on the journal.
    private void WriteDown(JournalRow? row, DmMessage sent)
    {
        try
        {
            row?.Sent(sent);
        }
        catch (DmException exception)
        {
            _end = exception;
            context.Client.Operation.Notices?.Post(new DmErrorNotice(exception));
        }
    }

    private static bool IsAboutOneMessage(DmException exception)
        => exception.Kind is DmErrorKind.NotFound or DmErrorKind.InvalidRequest or DmErrorKind.Permission or DmErrorKind.SendUncertain;

    private static DmException NotTried(DmOutgoingMessage message, DmException end)
        => new(end.Kind, $"The message to {message} was not tried, since one before it failed: {end.Message}", end)
        {
            RecommendedAction = $"{end.RecommendedAction} Then send it again.",
            StatusCode = end.StatusCode,
            Request = end.Request,
            TransactionId = end.TransactionId,
            Problem = end.Problem,
            ResetsAt = end.ResetsAt,
        };
}
