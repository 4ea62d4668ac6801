using TwitterDm.Media;

namespace TwitterDm.Sending;

/// <summary>The attachments of a batch: a file that several messages share is uploaded once.</summary>
/// <param name="context">The connection.</param>
/// <param name="messages">The messages of the batch.</param>
internal sealed class BatchUploads(SendingContext context, IEnumerable<DmCheckedMessage> messages)
{
    private readonly HashSet<string> _sharedPaths = messages.Select(message => message.File?.FullPath).OfType<string>()
        .GroupBy(path => path, StringComparer.Ordinal).Where(uses => uses.Skip(1).Any()).Select(uses => uses.Key).ToHashSet(StringComparer.Ordinal);

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
            context.Client.Operation.Verbose($"Several messages carry {file.Name}: it is uploaded once, as shared, so anyone who has its address can see it.");
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
}
