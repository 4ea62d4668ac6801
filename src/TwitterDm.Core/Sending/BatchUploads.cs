using TwitterDm.Media;
using TwitterDm.Sending.Journal;

namespace TwitterDm.Sending;

/// <summary>The attachments of a batch: a file that several messages share is uploaded once.</summary>
/// <param name="context">The connection.</param>
/// <param name="messages">The messages of the batch.</param>
/// <param name="declined">The positions of those that are not sent; null for none.</param>
/// <param name="journal">The journal of the batch; null for none.</param>
internal sealed class BatchUploads(
    SendingContext context,
    IReadOnlyList<DmCheckedMessage> messages,
    IReadOnlySet<int>? declined = null,
    SendJournal? journal = null)
{
    private readonly HashSet<string> _sharedPaths = PathsToUpload(messages, declined, journal)
        .GroupBy(path => path, StringComparer.Ordinal)
        .Where(uses => uses.Skip(1).Any())
        .Select(uses => uses.Key)
        .ToHashSet(StringComparer.Ordinal);

    // A file that X rejected once counts as rejected for every message that attaches it.
    private readonly Dictionary<MediaFile, DmException> _rejected = [];

    /// <summary>The media id of a message's attachment, which is uploaded if necessary; null without an attachment.</summary>
    /// <exception cref="DmException">The file changed, X rejected it or could not process it, or a request failed.</exception>
    public async Task<string?> GetMediaIdAsync(DmCheckedMessage message, CancellationToken cancellationToken)
    {
        if (message.File is not { } file)
            return message.Message.MediaId;
        if (_rejected.TryGetValue(file, out var rejection))
            throw rejection;
        var isShared = _sharedPaths.Contains(file.FullPath);
        if (isShared)
        {
            context.Client.Operation.Verbose(
                $"Several messages carry {file.Name}: it is uploaded once, as shared, so anyone who has its address can see it.");
        }

        try
        {
            return await context.Uploads.GetMediaIdAsync(context.Client, file, isShared, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind is DmErrorKind.InvalidRequest or DmErrorKind.File)
        {
            _rejected[file] = exception;
            throw;
        }
    }

    // X Chat uploads files of its own, and what an earlier run has sent, or may have sent, is not sent anew.
    private static IEnumerable<string> PathsToUpload(
        IReadOnlyList<DmCheckedMessage> messages,
        IReadOnlySet<int>? declined,
        SendJournal? journal)
    {
        var states = journal?.StatesOf(messages.Select(message => message.Original));
        return messages
            .Where(
                (message, index) =>
                    declined?.Contains(index) != true
                    && !message.Message.IsChat
                    && states?[index] is null or JournalState.Unsent or JournalState.Failed)
            .Select(message => message.File?.FullPath)
            .OfType<string>();
    }
}
