using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Sending;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <summary>
/// Sends messages. The rows of a pipeline are collected first, so that names are looked up together, a file for several messages is uploaded
/// once, and the progress bar can show how many are left.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "DmMessage", SupportsShouldProcess = true)]
[OutputType(typeof(DmMessage))]
public sealed class SendDmMessageCommand : DmLimitedCommand
{
    private const int MaxPreview = 40;

    private readonly List<DmCheckedMessage> _messages = [];
    private readonly List<object> _rows = [];
    private readonly SendErrors _errors = new();
    private bool _isTextGiven;

    /// <summary>The recipient.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference? To { get; set; }

    /// <summary>The conversation, instead of <c>-To</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string? ConversationId { get; set; }

    /// <summary>The text.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextArgument]
    public string? Text { get; set; }

    /// <summary>A file to upload and attach: a picture, a GIF or a video.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string? MediaPath { get; set; }

    /// <summary>The id of an earlier upload, instead of <c>-MediaPath</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MediaId { get; set; }

    /// <summary>A file that records the outcome of each row, so that a run with the same file continues where an earlier one ended.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>The row that the message comes from; it becomes the target of its errors.</summary>
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
            // The text of an event that is being replied to is not the text of the reply.
            Text = !_isTextGiven && InputObject?.BaseObject is DmEvent or DmMessage ? null : Text,
            MediaPath = string.IsNullOrWhiteSpace(MediaPath) ? null : FilePath(MediaPath),
            MediaId = MediaId,
        };
        var row = InputObject is null or { BaseObject: string } ? message : (object)InputObject;
        var checkedMessage = DmClient.CheckMessage(message);
        if (!checkedMessage.IsValid)
        {
            WriteError(ErrorRecords.AboutRow(checkedMessage.Error, message, row));
        }
        else if (ShouldProcessWithPreview($"Send a Direct Message as {account}", checkedMessage.Message.ToString(), Preview(checkedMessage.Message)))
        {
            _messages.Add(checkedMessage);
            _rows.Add(row);
        }
    }

    private protected override void End()
    {
        if (_messages.Count == 0)
            return;
        var options = new DmSendOptions { JournalPath = Journal is null ? null : FilePath(Journal) };
        WriteEach(CreateLimitedClient().SendMessages(_messages, options, StopToken), Write);
        if (_errors.ForTheEnd() is { } record)
            WriteError(record);
    }

    private void Write(DmSendResult result)
    {
        if (result.Sent is { } sent)
            WriteObject(sent);
        else if (result.Error is not null && _errors.Add(result, _messages[result.Index].Message, _rows[result.Index]) is { } record)
            WriteError(record);
    }

    /// <summary>The beginning of a message's text, and its attachment.</summary>
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
