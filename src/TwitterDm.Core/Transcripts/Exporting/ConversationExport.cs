using System.Globalization;
using TwitterDm.Notices;
using TwitterDm.Storage;
using TwitterDm.Text;
using TwitterDm.Transcripts.Collecting;
using TwitterDm.Transcripts.Redaction;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>Writes the files of one conversation: all of them, or none.</summary>
/// <param name="options">How events become files.</param>
/// <param name="format">The format.</param>
/// <param name="zone">The transcript's time zone.</param>
/// <param name="account">The account, where the conversation itself does not say; null if it is unknown.</param>
/// <param name="redactor">Decides which paths of files may be shown.</param>
/// <param name="isInFolder">Whether the files are named after conversations; otherwise the name is what was given.</param>
internal sealed class ConversationExport(
    DmTranscriptOptions options,
    DmTranscriptFormat format,
    TimeZoneInfo zone,
    DmUser? account,
    FileRedactor redactor,
    bool isInFolder)
{
    private readonly CoverBuilder _covers = new(options, zone);

    /// <summary>Writes the files.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="path">The full path of the first file.</param>
    /// <param name="notices">Is told each file and its size; null for none.</param>
    /// <param name="cancellationToken">Cancels it; nothing is written then.</param>
    /// <returns>The full paths of the files.</returns>
    public IReadOnlyList<string> Write(
        CollectedConversation conversation,
        string path,
        INoticeSink? notices,
        CancellationToken cancellationToken)
    {
        var isLossless = format == DmTranscriptFormat.JsonLines;
        var positions = isLossless ? conversation.InOrder() : conversation.EntriesInOrder();
        var size = options.PartitionSize ?? int.MaxValue;
        string[] paths =
        [
            .. Enumerable
                .Range(1, Math.Max(1, (int)(((long)positions.Length + size - 1) / size)))
                .Select(number => TranscriptNames.Part(path, number)),
        ];
        CheckFree(conversation.Summary.Id, paths);
        var files = new AttachmentFiles(options.MediaPath, options.EmbedMedia, Path.GetDirectoryName(path)!, redactor.CanShow);
        var (media, missing) = isLossless ? (0, 0) : CountMedia(conversation, files, cancellationToken);
        var cover = _covers.Build(conversation, account, isLossless ? conversation.CountOf(EventTraits.HasMedia) : missing);
        if (options.EmbedMedia && media > 0 && media == missing)
        {
            notices.Warn(
                $"'{VisibleText.Of(Path.GetFileName(path), 100)}' contains none of its {media} attachments: their files were not found."
                    + (files.HasPathOutside
                        ? " The paths in copies of events and in imported transcripts count only inside the media folder."
                        : string.Empty));
        }

        var unfinished = new List<UnfinishedFile>();
        try
        {
            for (var index = 0; index < paths.Length; index++)
            {
                var positionsOfPart = new ArraySegment<int>(positions, index * size, Math.Min(size, positions.Length - (index * size)));
                var part = CreatePart(conversation, cover, paths, index, positionsOfPart, files, cancellationToken) with
                {
                    LinksMedia = !options.EmbedMedia && media > missing,
                };
                unfinished.Add(Unfinished(paths[index]));
                Write(part, unfinished[^1], paths[index], notices, cancellationToken);
            }

            for (var index = 0; index < paths.Length; index++)
                Commit(unfinished[index], paths[index]);
            foreach (var removed in options.Force ? RemoveOlder(paths, conversation.Summary.Id) : [])
                notices.Verbose($"Removed '{VisibleText.Of(removed, 200)}', which belonged to the transcript that was replaced.");
            return paths;
        }
        finally
        {
            unfinished.ForEach(file => file.Dispose());
        }
    }

    /// <summary>Refuses to replace files, unless that was asked for.</summary>
    /// <param name="conversationId">The conversation; null if it is not known (yet).</param>
    /// <param name="paths">The full paths of the files.</param>
    public void CheckFree(string? conversationId, params string[] paths)
    {
        if (Array.Find(paths, path => Path.Exists(path) && (!options.Force || Directory.Exists(path))) is { } existing)
            throw TranscriptErrors.Exists(existing);
        if (isInFolder && !options.Force && OlderParts.UnderOtherName(paths[0], format, conversationId) is [var other, ..])
            throw TranscriptErrors.Exists(other);
    }

    private IEnumerable<string> RemoveOlder(string[] paths, string? conversationId)
        => OlderParts
            .RemoveAfter(paths, format, conversationId)
            .Concat(isInFolder ? OlderParts.RemoveUnderOtherName(paths[0], format, conversationId) : []);

    private static (int All, int Missing) CountMedia(
        CollectedConversation conversation,
        AttachmentFiles files,
        CancellationToken cancellationToken)
    {
        var (all, missing) = (0, 0);
        foreach (var position in conversation.With(EventTraits.HasMedia))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var attachments = files.Of(conversation.Read(position));
            all += attachments.Count;
            missing += attachments.Count(attachment => attachment.Path is null);
        }

        return (all, missing);
    }

    private TranscriptPart CreatePart(
        CollectedConversation conversation,
        TranscriptCover cover,
        string[] paths,
        int index,
        ArraySegment<int> positions,
        AttachmentFiles files,
        CancellationToken cancellationToken)
    {
        var names = Array.ConvertAll(paths, path => Path.GetFileName(path));
        var size = options.PartitionSize ?? int.MaxValue;
        var builder = new EntryBuilder(conversation, zone, ordinal => ordinal / size == index ? null : names[ordinal / size], files.Of);
        var isLossless = format == DmTranscriptFormat.JsonLines;
        return new()
        {
            Cover = cover,
            Number = index + 1,
            Files = names,
            Days = isLossless ? [] : DaysOf(conversation, positions),
            Entries = isLossless ? [] : Cancellable(positions.Select(builder.Build), cancellationToken),
            Lines = isLossless ? Cancellable(positions.Select(conversation.Line), cancellationToken) : [],
        };
    }

    private List<TranscriptDay> DaysOf(CollectedConversation conversation, ArraySegment<int> positions)
    {
        var days = new List<TranscriptDay>();
        foreach (var position in positions)
        {
            ref var item = ref conversation.Index[position];
            if ((item.Traits & EventTraits.HasTime) == EventTraits.None)
                continue;
            var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(new DateTimeOffset(item.Ticks, TimeSpan.Zero), zone).DateTime);
            if (days is [.., var last] && last.Date == date)
                days[^1] = last with { Count = last.Count + 1 };
            else
                days.Add(new(date, 1));
        }

        return days;
    }

    private static IEnumerable<T> Cancellable<T>(IEnumerable<T> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    private static UnfinishedFile Unfinished(string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw TranscriptErrors.Unwritable(path, exception);
        }
    }

    private void Write(TranscriptPart part, UnfinishedFile file, string path, INoticeSink? notices, CancellationToken cancellationToken)
    {
        try
        {
            using var output = new CancellableStream(file.Content, cancellationToken);
            TranscriptWriters.Of(format).Write(part, output);
            notices.Verbose(string.Create(CultureInfo.InvariantCulture, $"Wrote '{VisibleText.Of(path, 200)}' ({file.Finish()} bytes)."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw TranscriptErrors.Unwritable(path, exception);
        }
    }

    private void Commit(UnfinishedFile file, string path)
    {
        try
        {
            file.Commit(options.Force);
        }
        catch (IOException) when (!options.Force && Path.Exists(path))
        {
            throw TranscriptErrors.Exists(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw TranscriptErrors.Unwritable(path, exception);
        }
    }
}
