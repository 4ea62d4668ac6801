using TwitterDm.Transcripts;
using TwitterDm.Transcripts.Collecting;
using TwitterDm.Transcripts.Exporting;
using TwitterDm.Transcripts.JsonLines;

namespace TwitterDm.Core.Tests.Transcripts.Support;

/// <summary>Exports and imports of tests.</summary>
internal static class Exported
{
    /// <summary>Exports events, and returns the names of the files in their order.</summary>
    public static string[] Files(DmTranscriptOptions options, IEnumerable<DmEvent> events, CancellationToken cancellationToken = default)
    {
        // JSON Lines has no time zone.
        var isLossless =
            options.Format == DmTranscriptFormat.JsonLines
            || options.Path.EndsWith("jsonl", StringComparison.Ordinal)
            || options.Path.EndsWith("ndjson", StringComparison.Ordinal);
        using var export = new DmTranscriptExport(isLossless ? options with { TimeZone = null } : options);
        foreach (var item in events)
            export.Add(item);
        return [.. export.Plan().SelectMany(file => export.Write(file, cancellationToken))];
    }

    /// <summary>Exports events of one conversation, and returns the content of the file.</summary>
    public static string Text(DmTranscriptFormat format, IEnumerable<DmEvent> events, Func<DmTranscriptOptions, DmTranscriptOptions>? change = null)
    {
        using var folder = new ScratchFolder();
        var options = new DmTranscriptOptions { Path = folder["t.x"], Format = format, TimeZone = "UTC" };
        return File.ReadAllText(Files(change?.Invoke(options) ?? options, events).Single());
    }

    /// <summary>The entries of events of one conversation.</summary>
    public static List<TranscriptEntry> Entries(params DmEvent[] events)
    {
        using var collector = new TranscriptCollector(null);
        foreach (var item in events)
            collector.Add(item);
        var conversation = collector.Complete().Open(Assert.Single(collector.Conversations), CancellationToken.None);
        var builder = new EntryBuilder(conversation, TimeZoneInfo.Utc, _ => null, _ => []);
        return [.. conversation.EntriesInOrder().Select(builder.Build)];
    }

    /// <summary>Imports a file, with the errors about its lines.</summary>
    public static (List<DmEvent> Events, List<DmException> Errors) Import(string path)
    {
        using var reader = new DmTranscriptReader(path);
        var (events, errors) = (new List<DmEvent>(), new List<DmException>());
        while (true)
        {
            try
            {
                if (reader.Read() is not { } item)
                    return (events, errors);
                events.Add(item);
            }
            catch (DmException exception) when (exception.Reason == DmErrorReason.None)
            {
                errors.Add(exception);
            }
        }
    }
}
