using System.Text.Json;
using TwitterDm.Storage;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>The file of a checkpoint: whole and true to its format, or refused.</summary>
internal sealed class CheckpointFile(string path)
{
    // What the next version of the file may be longer by.
    private const int Spare = 4096;

    private readonly AtomicFile _file = new(path, CheckpointErrors.OfFiles);

    public string Path => _file.Path;

    /// <summary>What it holds; null where there is no file.</summary>
    /// <exception cref="DmException">It is something else, or cannot be read.</exception>
    public CheckpointDocument? Read()
    {
        if (Directory.Exists(Path))
            throw Unfit("it is a folder");
        return _file.Read() is { } content ? Checked(Parse(content)) : null;
    }

    /// <summary>Finds out whether it can be written.</summary>
    /// <exception cref="DmException">It cannot.</exception>
    public void CheckReplaceable() => _file.CheckReplaceable(Spare);

    /// <summary>Writes all but the name.</summary>
    /// <exception cref="DmException">It cannot be written.</exception>
    public PreparedFile Prepare(CheckpointDocument document)
        => _file.Prepare([.. JsonSerializer.SerializeToUtf8Bytes(document, CheckpointJson.Default.Document), (byte)'\n']);

    // The reader's own message stays out: it can quote what it read, and the file can be anything.
    private CheckpointDocument Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, CheckpointJson.Default.Document) ?? throw Unfit("there is nothing in it");
        }
        catch (JsonException)
        {
            throw Unfit(content.Length == 0 ? "it is empty" : "it is cut, or something else");
        }
    }

    private CheckpointDocument Checked(CheckpointDocument document)
    {
        if (!string.Equals(document.Format, CheckpointDocument.Kind, StringComparison.Ordinal))
            throw Unfit("it is something else");
        if (document.Version != CheckpointDocument.CurrentVersion)
            throw Unfit(FormattableString.Invariant($"another version wrote it (its format is {document.Version}; this module reads {CheckpointDocument.CurrentVersion})"));
        var saysHowFar = document.NewestEventId is { } id ? Ids.IsEventId(id) && document.NewestEventAt is not null : document.Since is not null;
        return saysHowFar && document is { Account: not null, Api: not null, Query: not null } ? document : throw Unfit("a part of it is missing");
    }

    private DmException Unfit(string why) => CheckpointErrors.Unfit(Path, why);
}
