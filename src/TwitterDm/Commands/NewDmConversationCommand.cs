using System.Management.Automation;
using TwitterDm.Binding;

namespace TwitterDm.Commands;

/// <summary>Creates a group with its first message.</summary>
[Cmdlet(VerbsCommon.New, "DmConversation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(DmMessage))]
public sealed class NewDmConversationCommand : DmLimitedCommand
{
    private readonly List<DmUserReference> _participants = [];

    /// <summary>The other participants: 2 to 49.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ParticipantId")]
    [UserArgument]
    [ArgumentCompleter(typeof(UserCompleter))]
    public DmUserReference[] Participant { get; set; } = [];

    /// <summary>The text of the first message.</summary>
    [Parameter(Position = 1)]
    [TextArgument]
    public string? Text { get; set; }

    /// <summary>Where to create it: as a <c>Classic</c> group, which is the default, or encrypted in X <c>Chat</c>.</summary>
    [Parameter]
    [ValidateSet(SourceChoice.Classic, SourceChoice.Chat)]
    public string? Source { get; set; }

    /// <summary>X Chat: the name of the group.</summary>
    [Parameter]
    [TextArgument]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>A file to upload and attach: a picture, a GIF or a video; in X Chat, any file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? MediaPath { get; set; }

    /// <summary>The id of an earlier upload, instead of <c>-MediaPath</c>.</summary>
    [Parameter]
    [IdArgument]
    [ValidateNotNullOrEmpty]
    public string? MediaId { get; set; }

    private protected override void Process() => _participants.AddRange(Participant);

    private protected override void End()
    {
        if (_participants.Count == 0)
            return;
        var client = CreateLimitedClient();
        var message = new DmOutgoingMessage
        {
            Text = Text,
            MediaPath = string.IsNullOrWhiteSpace(MediaPath) ? null : AttachmentPath(MediaPath),
            MediaId = MediaId,
            Source = SourceChoice.Of(Source)?.First(),
        };
        var group = DmClient.CheckConversation(_participants, message, Name);
        client.ThrowIfCannotCreate(group);
        client.WarnIfRounded([.. group.Participants]);
        ShowNotices();
        var participants = string.Join(", ", _participants);
        if (ShouldProcessWithPreview(
                $"Create {(message.IsSentByChat() ? "an X Chat group" : "a group conversation")} as {UsedConnection.User}",
                participants,
                SendDmMessageCommand.Preview(group.FirstMessage.Message)))
        {
            WriteObject(Await(client.CreateConversationAsync(group, StopToken)));
        }
    }
}
