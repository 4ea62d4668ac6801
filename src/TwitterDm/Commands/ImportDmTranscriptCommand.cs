using System.Management.Automation;
using TwitterDm.Transcripts.JsonLines;

namespace TwitterDm.Commands;

/// <summary>Reads the events of transcripts in JSON Lines.</summary>
[Cmdlet(VerbsData.Import, "DmTranscript", DefaultParameterSetName = ByPath)]
[OutputType(typeof(DmEvent))]
public sealed class ImportDmTranscriptCommand : DmCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>The files, which <c>Export-DmTranscript -As JsonLines</c> wrote; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set => field = Bound(value); } = [];

    /// <summary>The files, by paths in which no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set => field = Bound(value); } = [];

    private protected override void Process()
    {
        ForEach(Path, "file", path => ForEach(FilePaths(path), "file", Read));
        ForEach(LiteralPath, "file", path => Read(FilePath(path)));
    }

    private void Read(string path)
    {
        using var reader = new DmTranscriptReader(path);
        while (TryRead(reader, out var item))
        {
            if (item is not null)
                WriteObject(item);
        }
    }

    // An odd line is an error about that line.
    private bool TryRead(DmTranscriptReader reader, out DmEvent? item)
    {
        StopToken.ThrowIfCancellationRequested();
        item = null;
        try
        {
            item = reader.Read();
            return item is not null;
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.File && exception.Reason == DmErrorReason.None)
        {
            WriteError(Output.ErrorRecords.From(exception));
            return true;
        }
    }
}
