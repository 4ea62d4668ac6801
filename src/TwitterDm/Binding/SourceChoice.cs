using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Where to read or write: the parameter <c>-Source</c>, and the source of what comes from the pipeline.</summary>
internal static class SourceChoice
{
    /// <summary>Classic messages.</summary>
    public const string Classic = nameof(DmSource.Classic);

    /// <summary>X Chat.</summary>
    public const string Chat = nameof(DmSource.Chat);

    /// <summary>Both.</summary>
    public const string All = "All";

    private static readonly DmSource[] Both = [DmSource.Classic, DmSource.Chat];

    /// <summary>The sources of a choice; null if nothing is said about them.</summary>
    /// <param name="given">The parameter, which wins; null without it.</param>
    /// <param name="input">What comes from the pipeline; null without it. An archive is not a source that can be read.</param>
    public static IReadOnlyCollection<DmSource>? Of(string? given, PSObject? input = null)
    {
        var text = given ?? Column(input);
        if (string.Equals(text, All, StringComparison.OrdinalIgnoreCase))
            return Both;
        return Known(text) is { } source and not DmSource.Archive ? [source] : null;
    }

    // What is not known must not count as nothing: the message would be sent unencrypted.
    private static DmSource? Known(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var name = Array.Find(Enum.GetNames<DmSource>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse<DmSource>(name)
            : throw new DmException(DmErrorKind.InvalidRequest, $"'{VisibleText.Of(text, 60)}' is not a valid source.")
            {
                Reason = DmErrorReason.SourceUnknown,
                Target = text,
            };
    }

    private static string? Column(PSObject? input)
        => input?.BaseObject is null or string ? null : PipedObject.GetText(input, nameof(DmEvent.Source))?.Trim();

    /// <summary>Whether what comes from the pipeline was read from an archive.</summary>
    /// <param name="input">What comes from the pipeline; null without it.</param>
    public static bool IsArchive(PSObject? input)
        => string.Equals(Column(input), nameof(DmSource.Archive), StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a message is sent; null if nothing is said about it.</summary>
    /// <param name="given">The parameter, which wins; null without it.</param>
    /// <param name="input">What comes from the pipeline, an event as well as a row of a send list; null without it.</param>
    /// <param name="connection">The connection, which knows the events that it has read.</param>
    public static DmSource? ForWriting(string? given, PSObject? input, DmConnection connection)
    {
        var text = given ?? Column(input);
        return Known(text) is { } source and not DmSource.Archive ? source
            : input is null || !string.IsNullOrEmpty(text) ? null
            : OfKnown(input, connection);
    }

    // Select-Object can have removed the source.
    private static DmSource? OfKnown(PSObject input, DmConnection connection)
    {
        var id = (PipedObject.Get(input, nameof(DmMessage.EventId)) ?? PipedObject.Get(input, nameof(DmEvent.Id)))?.ToString();
        var conversation = PipedObject.Get(input, nameof(DmEvent.ConversationId))?.ToString();
        if (string.IsNullOrEmpty(conversation) || !PipedObject.IsDestination(input))
            return null;
        if (!string.IsNullOrEmpty(id)
            && connection.Recognize(new DmEventReference(id, conversation)).Source is { } name
            && Enum.TryParse<DmSource>(name, out var source))
        {
            return source;
        }

        return IsOneToOne(conversation) ? OfConversation(conversation, connection, isRow: !PipedObject.IsSelection(input)) : null;
    }

    // A one-to-one conversation can exist in both. What was read from X Chat must not be answered unencrypted because its source was left
    // out.
    private static DmSource? OfConversation(string conversation, DmConnection connection, bool isRow)
        => connection.FindConversationSources(conversation) is [var only] ? only
        : isRow ? null
        : throw new DmException(
            DmErrorKind.InvalidRequest,
            $"The object from the pipeline does not say whether the conversation {VisibleText.Of(conversation, 60)} is one of classic messages or of X Chat.")
        {
            Reason = DmErrorReason.SourceMissing,
            Target = conversation,
        };

    private static bool IsOneToOne(string conversation) => conversation.Contains('-', StringComparison.Ordinal);

    /// <summary>Where an event is deleted or changed; null if nothing is said about it.</summary>
    /// <param name="given">The parameter, which wins; null without it.</param>
    /// <param name="item">The event.</param>
    public static DmSource? ForChange(string? given, DmEventReference item)
        => Known(given ?? item.Source) is { } source and not DmSource.Archive ? source
            : item.Source is null && IsConversationOfChat(item.ConversationId) ? DmSource.Chat
            : null;

    /// <summary>The event, unless the row that it comes from has a source that does not exist.</summary>
    public static DmEventReference Checked(DmEventReference item)
    {
        Known(item.Source);
        return item;
    }

    // A one-to-one conversation exists in both, but only X Chat asks for the conversation of an event.
    private static bool IsConversationOfChat(string? conversationId)
        => conversationId is ['g' or 'G', ..] || conversationId?.Contains('-', StringComparison.Ordinal) == true;

    /// <summary>Where a single event is read: classic, unless X Chat is given or the conversation is a group of X Chat.</summary>
    public static DmSource OfOneEvent(IReadOnlyCollection<DmSource>? sources, string? conversationId)
        => sources switch
        {
            null => conversationId is ['g' or 'G', ..] ? DmSource.Chat : DmSource.Classic,
            { Count: 1 } => sources.First(),
            _ => throw new DmException(DmErrorKind.InvalidRequest, "-Id reads an event from one source.")
            {
                RecommendedAction = "Use -Source Classic or -Source Chat.",
            },
        };

    public static DmException NoConversation(string eventId)
        => new(DmErrorKind.InvalidRequest, "X Chat finds a single event only in its conversation.")
        {
            RecommendedAction = "Add -ConversationId with the conversation of the event.",
            Target = eventId,
        };

    public static DmException SeveralConversations() => new(DmErrorKind.InvalidRequest, "-Id takes one conversation with -ConversationId.")
    {
        RecommendedAction = "Use a separate command for each conversation.",
    };
}
