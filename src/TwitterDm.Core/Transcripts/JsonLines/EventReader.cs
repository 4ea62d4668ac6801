using TwitterDm.Json;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>Creates events from the properties of something: a line of JSON, or a copy of an event that was serialized otherwise.</summary>
/// <param name="values">Reads the properties.</param>
internal sealed class EventReader(PropertyValues values)
{
    /// <summary>The text of additional properties, where it differs from that of their values.</summary>
    public const string AdditionalText = "AdditionalPropertiesText";

    /// <summary>Creates an event.</summary>
    /// <param name="source">What has the properties.</param>
    /// <param name="importedFrom">The transcript from which it is imported; null for none.</param>
    /// <param name="isCopy">Whether it is made of a copy; see <see cref="DmEvent.IsCopy"/>.</param>
    /// <exception cref="FormatException">A property is missing or has an unfit value; names it.</exception>
    public DmEvent Event(object source, string? importedFrom, bool isCopy)
    {
        var id = values.Text(source, nameof(DmEvent.Id));
        var senderId = values.Text(source, nameof(DmEvent.SenderId));
        return new()
        {
            Id = string.IsNullOrEmpty(id) ? throw new FormatException("it has no Id") : id,
            EventType = Name<DmEventType>(source, nameof(DmEvent.EventType)) ?? nameof(DmEventType.Unknown),
            EventTypeName = values.Text(source, nameof(DmEvent.EventTypeName)),
            CreatedAtUtc = values.Time(source, nameof(DmEvent.CreatedAt), nameof(DmEvent.Timestamp)) ?? Ids.TimeOf(id),
            Source = Name<DmSource>(source, nameof(DmEvent.Source)) ?? nameof(DmSource.Classic),
            ConversationId = values.Text(source, nameof(DmEvent.ConversationId)),
            ConversationType = Name<DmConversationType>(source, nameof(DmEvent.ConversationType)),
            ConversationName = values.Text(source, nameof(DmEvent.ConversationName)),
            Direction = Name<DmDirection>(source, nameof(DmEvent.Direction)) ?? nameof(DmDirection.Incoming),
            SenderId = senderId,
            Sender = values.Part(source, nameof(DmEvent.Sender)) is { } sender ? User(sender) : Named(source, senderId),
            Text = values.Text(source, nameof(DmEvent.Text)),
            Urls = values.Texts(source, nameof(DmEvent.Urls)),
            Media = values.HasCell(source, nameof(DmEvent.Media)) ? Names(source) : values.Parts(source, nameof(DmEvent.Media), Media),
            ParticipantIds = values.Texts(source, nameof(DmEvent.ParticipantIds)),
            Participants = values.HasCell(source, nameof(DmEvent.Participants))
                ? NamedParticipants(source)
                : values.Parts(source, nameof(DmEvent.Participants), User),
            ReferencedPostIds = values.Texts(source, nameof(DmEvent.ReferencedPostIds)),
            ReplyToId = values.Text(source, nameof(DmEvent.ReplyToId)),
            TargetId = values.Text(source, nameof(DmEvent.TargetId)),
            Reaction = values.Text(source, nameof(DmEvent.Reaction)),
            MessageId = values.Text(source, nameof(DmEvent.MessageId)),
            Quote = values.Part(source, nameof(DmEvent.Quote)) is { } quote ? Quote(quote) : null,
            IsVerified = values.Flag(source, nameof(DmEvent.IsVerified)),
            ImportedFrom = importedFrom ?? values.Text(source, nameof(DmEvent.ImportedFrom)),
            ContentState = Name<DmContentState>(source, nameof(DmEvent.ContentState)) ?? nameof(DmContentState.Readable),
            AdditionalProperties = Additional(source),
            IsCopy = isCopy,
        };
    }

    /// <summary>Creates a user.</summary>
    public DmUser User(object source) => new()
    {
        Id = values.Text(source, nameof(DmUser.Id)) ?? throw new FormatException("a user has no Id"),
        Username = values.Text(source, nameof(DmUser.Username)),
        Name = values.Text(source, nameof(DmUser.Name)),
        ProfileImageUrl = values.Text(source, nameof(DmUser.ProfileImageUrl)),
        Verified = values.Flag(source, nameof(DmUser.Verified)),
        VerifiedType = values.Text(source, nameof(DmUser.VerifiedType)),
        Protected = values.Flag(source, nameof(DmUser.Protected)),
        ReceivesYourDm = values.Flag(source, nameof(DmUser.ReceivesYourDm)),
        ConnectionStatus = values.Texts(source, nameof(DmUser.ConnectionStatus)),
        CreatedAtUtc = values.Time(source, nameof(DmUser.CreatedAt), nameof(DmUser.Timestamp)),
        AdditionalProperties = Additional(source),
    };

    // In a row of CSV, the sender is a text, and the name has a column of its own.
    private DmUser? Named(object source, string? id) => id is null || !values.HasCell(source, nameof(DmEvent.Sender)) ? null : new()
    {
        Id = id,
        Username = values.Text(source, nameof(DmEvent.SenderUsername)) is { Length: > 0 } name ? name : null,
    };

    // Of the attachments, a row of CSV has only what they print as.
    private DmList<DmMedia> Names(object source)
        => new(values.Texts(source, nameof(DmEvent.Media)).Select(name => new DmMedia { MediaKey = name, FileName = name }));

    // And of the participants their names, beside a column with their ids.
    private DmList<DmUser> NamedParticipants(object source)
    {
        var (ids, names) = (values.Texts(source, nameof(DmEvent.ParticipantIds)), values.Texts(source, nameof(DmEvent.Participants)));
        return ids.Count != names.Count ? DmList<DmUser>.Empty
            : new(ids.Zip(names, (id, name) => new DmUser { Id = id, Username = name is ['@', _, ..] ? name[1..] : null }));
    }

    private DmQuote Quote(object source) => new()
    {
        SenderId = values.Text(source, nameof(DmQuote.SenderId)),
        Text = values.Text(source, nameof(DmQuote.Text)),
        IsVerified = values.Flag(source, nameof(DmQuote.IsVerified)),
    };

    /// <summary>Creates an attachment.</summary>
    public DmMedia Media(object source) => new()
    {
        MediaKey = values.Text(source, nameof(DmMedia.MediaKey)) ?? throw new FormatException("an attachment has no MediaKey"),
        Type = values.Text(source, nameof(DmMedia.Type)),
        Url = values.Text(source, nameof(DmMedia.Url)),
        PreviewImageUrl = values.Text(source, nameof(DmMedia.PreviewImageUrl)),
        AltText = values.Text(source, nameof(DmMedia.AltText)),
        Width = Pixels(source, nameof(DmMedia.Width)),
        Height = Pixels(source, nameof(DmMedia.Height)),
        Duration = values.Duration(source, nameof(DmMedia.Duration)),
        FileName = values.Text(source, nameof(DmMedia.FileName)),
        Size = values.Number(source, nameof(DmMedia.Size)),
        LocalPath = values.Text(source, nameof(DmMedia.LocalPath)),
        Variants = values.Parts(source, nameof(DmMedia.Variants), Variant),
        AdditionalProperties = Additional(source),
    };

    private DmMediaVariant Variant(object source) => new()
    {
        Url = values.Text(source, nameof(DmMediaVariant.Url)),
        ContentType = values.Text(source, nameof(DmMediaVariant.ContentType)),
        BitRate = values.Number(source, nameof(DmMediaVariant.BitRate)),
    };

    private int? Pixels(object source, string name) => values.Number(source, name) is { } number
        ? number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new FormatException($"{name} is too large")
        : null;

    // A name that this version does not know could mean anything.
    private string? Name<T>(object source, string name)
        where T : struct, Enum
        => values.Text(source, name) switch
        {
            null or "" => null,
            var text when Array.Exists(Enum.GetNames<T>(), known => string.Equals(known, text, StringComparison.Ordinal)) => text,
            _ => throw new FormatException($"{name} has an unknown value"),
        };

    private DmAdditionalProperties Additional(object source)
    {
        if (values.Members(source, nameof(DmEvent.AdditionalProperties)) is not { Count: > 0 } members)
            return DmAdditionalProperties.Empty;
        return new(members, values.Text(source, AdditionalText) ?? OrderedJson.Of(members));
    }
}
