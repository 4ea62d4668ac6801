using System.Management.Automation;
using TwitterDm.Binding;
using TwitterDm.Output;
using TwitterDm.Sending;
using TwitterDm.Text;

namespace TwitterDm.Commands;

/// <summary>
/// Sends messages. The rows of a pipeline are collected first, so that names are looked up together, a file for several messages is
/// uploaded once, and the progress bar can show how many are left.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "DmMessage", SupportsShouldProcess = true)]
[OutputType(typeof(DmMessage))]
public sealed partial class SendDmMessageCommand : DmReportingCommand
{
    private const int MaxPreview = 40;

    private readonly List<DmCheckedMessage> _messages = [];
    private readonly List<object> _targets = [];
    private DmClient? _client;
    private readonly HashSet<(bool IsChat, string? ConversationId, string? Text, string? MediaPath, string? MediaId)> _answered = [];
    private readonly HashSet<DmOutgoingMessage> _different = [];
    private int _repeated;
    private int _identical;
    private int _row;
    private SendTally? _tally;
    private string[] _given = [];
    private bool _isToGiven;
    private bool _isTextGiven;
    private bool _isCompleted;

    /// <summary>The recipients; each gets a message of its own.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [UserArgument]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] To { get; set; } = [];

    /// <summary>The conversation, instead of <c>-To</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [IdArgument]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    public string? ConversationId { get; set; }

    /// <summary>The text; not what an event or a sent message from the pipeline has as its text.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Message")]
    [TextArgument]
    public string? Text { get; set; }

    /// <summary>
    /// A file to upload and attach: a picture, a GIF or a video; in X Chat, any file. A file from the pipeline is one, too.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string? MediaPath { get; set; }

    /// <summary>The id of an earlier upload, instead of <c>-MediaPath</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [IdArgument]
    public string? MediaId { get; set; }

    /// <summary>
    /// Where to send: a <c>Classic</c> message, or an encrypted one of X <c>Chat</c>. By default, the source of the event, the conversation
    /// or the row from the pipeline; otherwise classic, unless the conversation is a group of X Chat.
    /// </summary>
    [Parameter]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat)]
    public string? Source { get; set; }

    /// <summary>
    /// X Chat: the message to reply to, which the reply quotes: its id, or the event. An edit or a reaction stands for its message.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EventArgument(IsSingle = true)]
    [ArgumentCompleter(typeof(EventCompleter))]
    public DmEventReference? ReplyTo { get; set; }

    /// <summary>
    /// A file that records the outcome of each row, so that a run with the same file continues where an earlier one ended.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>The row that the message comes from; it becomes the target of its errors, unless it is not the whole message.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        RejectEmpty(nameof(ConversationId), nameof(MediaPath), nameof(MediaId), nameof(ReplyTo));
        // Here, these are the parameters of the command line, with script blocks, and not what will come from the pipeline.
        _given =
        [
            .. new[] { nameof(ConversationId), nameof(MediaPath), nameof(MediaId), nameof(ReplyTo) }.Where(
                MyInvocation.BoundParameters.ContainsKey),
        ];
        _isToGiven = MyInvocation.BoundParameters.ContainsKey(nameof(To));
        _isTextGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Text));
        _isCompleted = _isToGiven || _isTextGiven || _given.Length > 0 || MyInvocation.BoundParameters.ContainsKey(nameof(Source));
        // Without the recipient that was meant, an event from the pipeline would supply another one.
        if (_isToGiven && To.Length > 0 && Array.TrueForAll(To, user => user.IsMissing))
            To[0].Checked();
    }

    private protected override void Process()
    {
        _client ??= CreateLimitedClient();
        if (!IsWhatIf)
            _tally ??= new SendTally(_client);
        _row++;
        var given = new DmOutgoingMessage
        {
            ConversationId = ConversationId,
            Text = Text,
            MediaId = MediaId,
            ReplyToId = ReplyTo?.Id ?? (InputObject is { } failed ? PipedObject.ReplyOf(failed) : null),
        };
        object row = InputObject is null || TextArgumentAttribute.TextOf(InputObject.BaseObject) is not null ? given : InputObject;
        try
        {
            given = given with { Source = SourceChoice.ForWriting(Source, InputObject, UsedConnection) };
            RejectEmptyForRow();
            var (recipients, text) = MessageInput.Read(ReadParameters(), InputObject);
            given = given with { Text = text, MediaPath = GivenPath() is { } path ? AttachmentPath(path) : null };
            CountAnswer(given, row);
            var missing = recipients.FirstOrDefault(user => user.IsMissing);
            foreach (var message in recipients.Where(user => !user.IsMissing).Select(user => given with { To = user }).DefaultIfEmpty(given))
                Add(message, row);
            // It is one of several: without it, the others are still meant.
            missing?.Checked();
        }
        catch (DmException exception)
        {
            _tally?.AddInvalid();
            if (exception.EndsRun)
                throw;
            WriteError(ErrorRecords.AboutRow(exception, given, row, Place()));
        }
    }

    // A script block is evaluated for each row. Without what it was to return, another message would be sent.
    private void RejectEmptyForRow()
    {
        var empty = Array.Find(_given, name => string.IsNullOrWhiteSpace(name switch
        {
            nameof(ConversationId) => ConversationId,
            nameof(MediaPath) => MediaPath,
            nameof(MediaId) => MediaId,
            _ => ReplyTo?.Id,
        }));
        if (empty is not null)
            throw Empty(empty);
    }

    // Several events of a conversation can come down the pipeline, where one answer to it is meant.
    private void CountAnswer(DmOutgoingMessage message, object row)
    {
        if (PipedObject.IsDestination(row)
            && !_answered.Add((message.IsSentByChat(), message.ConversationId, message.Text, message.MediaPath, message.MediaId)))
        {
            _repeated++;
        }
    }

    // A list that was put together of several parts often has a row twice. What is piped to be answered is counted separately.
    private void CountIdentical(DmOutgoingMessage message, object row)
    {
        var comparable = message with
        {
            To = null,
            ConversationId = message.To is { } user ? (user.Id ?? "@" + user.Username).ToUpperInvariant() : message.ConversationId,
        };
        if (!PipedObject.IsDestination(row) && !_different.Add(comparable))
            _identical++;
    }

    // Where the error is, if the row is one of many.
    private RowPlace? Place() => MyInvocation.ExpectingInput && InputObject is { } input && PipedObject.IsRow(input)
        ? new(_row, [.. input.Properties.Select(property => property.Name)])
        : null;

    private string? GivenPath() => !string.IsNullOrWhiteSpace(MediaPath) ? MediaPath : InputObject is { } input ? PipedObject.PathOf(input) : null;

    private MessageInput.Parameters ReadParameters() => new()
    {
        Recipients = To,
        IsRecipientGiven = _isToGiven,
        Text = Text,
        IsTextGiven = _isTextGiven,
        HasConversation = !string.IsNullOrWhiteSpace(ConversationId),
        HasMedia = GivenPath() is not null || !string.IsNullOrWhiteSpace(MediaId),
    };

    private void Add(DmOutgoingMessage message, object row)
    {
        // Piped again, the row alone would be another message if the command line added something to it.
        var target = _isCompleted || row is DmOutgoingMessage ? message : row;
        var checkedMessage = _client!.CheckMessage(message);
        if (!checkedMessage.IsValid)
        {
            // What is wrong with the connection is wrong for all rows.
            if (checkedMessage.Error.EndsRun)
                throw checkedMessage.Error;
            _tally?.AddInvalid();
            WriteError(ErrorRecords.AboutRow(checkedMessage.Error, message, target, Place()));
            return;
        }

        CountIdentical(checkedMessage.Message, row);
        _client.WarnIfRounded(checkedMessage.Message);
        ShowNotices();
        _messages.Add(checkedMessage);
        _targets.Add(target);
        _tally?.Add();
    }

    private static string Noun(DmOutgoingMessage message)
        => !message.IsSentByChat() ? "a Direct Message"
        : message.ReplyToId is { } id ? $"an X Chat message in reply to event {id}"
        : "an X Chat message";

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
