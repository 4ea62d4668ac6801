using System.Text.Json;
using TwitterDm.Storage;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>The file of a checkpoint: complete and in its format, or rejected.</summary>
internal sealed class CheckpointFile(string path)
{
    // How much longer, in bytes, the next content of the file may be than the current content.
    private const int Spare = 4096;

    private readonly AtomicFile _file = new(path, CheckpointErrors.OfFiles);

    public string Path => _file.Path;

    /// <summary>The content; null if the file does not exist.</summary>
    /// <exception cref="DmException">The file is not a checkpoint, or cannot be read.</exception>
    public CheckpointDocument? Read()
    {
        return _file.Read() is { } content ? Checked(Parse(content)) : null;
    }

    /// <summary>Makes sure that the file can be replaced.</summary>
    /// <exception cref="DmException">It cannot.</exception>
    public void CheckReplaceable() => _file.CheckReplaceable(Spare);

    /// <summary>Writes the next content beside the file.</summary>
    /// <exception cref="DmException">The content cannot be written.</exception>
    public PreparedFile Prepare(CheckpointDocument document)
        => _file.Prepare([.. JsonSerializer.SerializeToUtf8Bytes(document, CheckpointJson.Default.Document), (byte)'\n']);

    // Leaves out the message of the JSON reader: it can quote what it read, and the file can be anything.
    private CheckpointDocument Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, CheckpointJson.Default.Document) ?? throw Unfit("it has no content");
        }
        catch (JsonException)
        {
            throw Unfit(content.Length == 0 ? "it is empty" : "it is truncated, or in another format");
        }
    }

    private CheckpointDocument Checked(CheckpointDocument document)
    {
        if (!string.Equals(document.Format, CheckpointDocument.Kind, StringComparison.Ordinal))
            throw Unfit("it is in another format");
        if (document.Version is not (CheckpointDocument.ClassicVersion or CheckpointDocument.CurrentVersion))
        {
            throw Unfit(
                FormattableString.Invariant(
                    $"it was written by another version (its format is {document.Version}; this version reads up to {CheckpointDocument.CurrentVersion})"));
        }

        if (document.NewestEventId is { } id && !Ids.IsOrdered(id))
            throw Unfit("the id in it is not an event id");
        if (document.Chat is { } chat && !(chat.Conversations?.All(IsPosition) ?? false))
            throw Unfit("a conversation's position in it is not valid");
        if (!(document.Returned?.All(item => item is { IsValid: true }) ?? true))
            throw Unfit("an event in it is not valid");
        var hasPosition = document.NewestEventId is not null
            ? document.NewestEventAt is not null
            : document.Since is not null || document.Chat is not null;
        return hasPosition && document is { Account: not null, Api: not null, Query: not null }
            ? document
            : throw Unfit("a part of it is missing");
    }

    private static bool IsPosition(KeyValuePair<string, ConversationPosition> entry)
        => entry.Key.Length is > 0 and <= ConversationPosition.MaxId
        && entry.Value is { } position
        && (position.NewestEventId is null || Ids.IsOrdered(position.NewestEventId));

    private DmException Unfit(string why) => CheckpointErrors.Unfit(Path, why);
}
