using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <summary>
/// Sends messages. The rows of a pipeline are collected first: so names are looked up together, a file for many is uploaded once, and the
/// progress bar knows how many are left.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "DmMessage", SupportsShouldProcess = true)]
[OutputType(typeof(DmMessage))]
public sealed class SendDmMessageCommand : DmLimitedCommand
{
    private const int MaxPreview = 40;

    private readonly List<DmOutgoingMessage> _messages = [];
    private readonly List<object> _rows = [];
    private bool _isTextGiven;

    /// <summary>To whom.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference? To { get; set; }

    /// <summary>Into which conversation, in place of <c>-To</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string? ConversationId { get; set; }

    /// <summary>The text.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextArgument]
    public string? Text { get; set; }

    /// <summary>A file to upload and attach: an image, a GIF or a video.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string? MediaPath { get; set; }

    /// <summary>The id of an upload that was made before, in place of <c>-MediaPath</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MediaId { get; set; }

    /// <summary>A file that keeps the outcome of each row, so that a run that was cut off goes on where it was.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>The row that the message comes from: what an error about it points at.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected override void Begin() => _isTextGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Text));

    private protected override void Process()
    {
        var account = UsedConnection.User;
        var message = new DmOutgoingMessage
        {
            To = To,
            ConversationId = ConversationId,
            // The text of an event that is answered is not the answer.
            Text = !_isTextGiven && InputObject?.BaseObject is DmEvent or DmMessage ? null : Text,
            MediaPath = string.IsNullOrWhiteSpace(MediaPath) ? null : FilePath(MediaPath),
            MediaId = MediaId,
        };
        var row = InputObject is null or { BaseObject: string } ? message : (object)InputObject;
        try
        {
            message = message.Checked();
        }
        catch (DmException exception)
        {
            WriteError(ErrorRecords.AboutRow(exception, message, row));
            return;
        }

        if (!ShouldProcessWithPreview($"Send a Direct Message as {account}", message.ToString(), Preview(message)))
            return;
        _messages.Add(message);
        _rows.Add(row);
    }

    private protected override void End()
    {
        if (_messages.Count == 0)
            return;
        var options = new DmSendOptions { JournalPath = Journal is null ? null : FilePath(Journal) };
        WriteEach(CreateLimitedClient().SendMessages(_messages, options), Write);
    }

    private void Write(DmSendResult result)
    {
        if (result.Error is { } error)
            WriteError(ErrorRecords.AboutRow(error, _messages[result.Index], _rows[result.Index]));
        else if (result.Sent is { } sent)
            WriteObject(sent);
    }

    /// <summary>How a message's text begins, and what is attached.</summary>
    internal static string Preview(DmOutgoingMessage message)
    {
        var text = message.Text is null ? string.Empty : $": {VisibleText.Of(message.Text, MaxPreview)}";
        return message switch
        {
            { MediaPath: { } path } => $"{text} [{VisibleText.Of(System.IO.Path.GetFileName(path), MaxPreview)}]",
            { MediaId: { } id } => $"{text} [media {id}]",
            _ => text,
        };
    }
}
