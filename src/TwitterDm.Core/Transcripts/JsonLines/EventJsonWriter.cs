using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>
/// Writes events as lines of JSON, with the names of their properties. What is null, empty or computed from something else is omitted.
/// </summary>
internal sealed class EventJsonWriter : IDisposable
{
    /// <summary>Marks a value that JSON has no notation for; see <see cref="AdditionalValues"/>.</summary>
    public const string NumberMark = "$number";

    /// <summary>Marks an object that would otherwise look like another mark.</summary>
    public const string ObjectMark = "$object";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;

    public EventJsonWriter() => _writer = new(_buffer, Options);

    public void Dispose() => _writer.Dispose();

    /// <summary>An event as a line.</summary>
    /// <returns>The line, with its end; valid until the next one is written.</returns>
    public ReadOnlyMemory<byte> Write(DmEvent item) => WriteLine(() => WriteMembers(item));

    /// <summary>A line with an object.</summary>
    /// <param name="writeMembers">Writes the members of the object.</param>
    public ReadOnlyMemory<byte> WriteLine(Action writeMembers)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        writeMembers();
        _writer.WriteEndObject();
        _writer.Flush();
        _buffer.Write("\n"u8);
        return _buffer.WrittenMemory;
    }

    public void Text(string name, string? value)
    {
        if (value is null)
            return;
        _writer.WritePropertyName(name);
        LosslessText.WriteString(_writer, value);
    }

    public void Number(string name, long? value)
    {
        if (value is { } number)
            _writer.WriteNumber(name, number);
    }

    /// <summary>A time, exact to the tick.</summary>
    public void Time(string name, DateTimeOffset? value)
        => Text(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));

    public void List<T>(string name, IReadOnlyCollection<T> items, Action<T> write)
    {
        if (items.Count == 0)
            return;
        _writer.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        _writer.WriteEndArray();
    }

    public void Texts(string name, IReadOnlyCollection<string> items) => List(name, items, item => LosslessText.WriteString(_writer, item));

    public void Users(string name, IReadOnlyCollection<DmUser> users) => List(name, users, user => Object(() => WriteMembers(user)));

    public void User(string name, DmUser? user)
    {
        if (user is null)
            return;
        _writer.WritePropertyName(name);
        Object(() => WriteMembers(user));
    }

    private void Object(Action writeMembers)
    {
        _writer.WriteStartObject();
        writeMembers();
        _writer.WriteEndObject();
    }

    private void Flag(string name, bool? value)
    {
        if (value is { } flag)
            _writer.WriteBoolean(name, flag);
    }

    private void WriteMembers(DmEvent item)
    {
        Text(nameof(DmEvent.Id), item.Id);
        Text(nameof(DmEvent.EventType), item.EventType);
        Text(nameof(DmEvent.EventTypeName), item.EventTypeName);
        Time(nameof(DmEvent.CreatedAt), item.CreatedAtUtc);
        Text(nameof(DmEvent.Source), item.Source);
        Text(nameof(DmEvent.ConversationId), item.ConversationId);
        Text(nameof(DmEvent.ConversationType), item.ConversationType);
        Text(nameof(DmEvent.ConversationName), item.ConversationName);
        Text(nameof(DmEvent.Direction), item.Direction);
        Text(nameof(DmEvent.SenderId), item.SenderId);
        User(nameof(DmEvent.Sender), item.Sender);
        Text(nameof(DmEvent.Text), item.Text);
        Texts(nameof(DmEvent.Urls), item.Urls);
        List(nameof(DmEvent.Media), item.Media, media => Object(() => WriteMembers(media)));
        Texts(nameof(DmEvent.ParticipantIds), item.ParticipantIds);
        Users(nameof(DmEvent.Participants), item.Participants);
        Texts(nameof(DmEvent.ReferencedPostIds), item.ReferencedPostIds);
        Text(nameof(DmEvent.ReplyToId), item.ReplyToId);
        Text(nameof(DmEvent.TargetId), item.TargetId);
        Text(nameof(DmEvent.Reaction), item.Reaction);
        Text(nameof(DmEvent.MessageId), item.MessageId);
        if (item.Quote is { } quote)
        {
            _writer.WritePropertyName(nameof(DmEvent.Quote));
            Object(() => WriteMembers(quote));
        }

        Flag(nameof(DmEvent.IsVerified), item.IsVerified);
        Text(nameof(DmEvent.ContentState), item.ContentState);
        Additional(item.AdditionalProperties);
    }

    private void WriteMembers(DmQuote quote)
    {
        Text(nameof(DmQuote.SenderId), quote.SenderId);
        Text(nameof(DmQuote.Text), quote.Text);
        Flag(nameof(DmQuote.IsVerified), quote.IsVerified);
    }

    private void WriteMembers(DmUser user)
    {
        Text(nameof(DmUser.Id), user.Id);
        Text(nameof(DmUser.Username), user.Username);
        Text(nameof(DmUser.Name), user.Name);
        Text(nameof(DmUser.ProfileImageUrl), user.ProfileImageUrl);
        Flag(nameof(DmUser.Verified), user.Verified);
        Text(nameof(DmUser.VerifiedType), user.VerifiedType);
        Flag(nameof(DmUser.Protected), user.Protected);
        Flag(nameof(DmUser.ReceivesYourDm), user.ReceivesYourDm);
        Texts(nameof(DmUser.ConnectionStatus), user.ConnectionStatus);
        Time(nameof(DmUser.CreatedAt), user.CreatedAtUtc);
        Additional(user.AdditionalProperties);
    }

    private void WriteMembers(DmMedia media)
    {
        Text(nameof(DmMedia.MediaKey), media.MediaKey);
        Text(nameof(DmMedia.Type), media.Type);
        Text(nameof(DmMedia.Url), media.Url);
        Text(nameof(DmMedia.PreviewImageUrl), media.PreviewImageUrl);
        Text(nameof(DmMedia.AltText), media.AltText);
        Number(nameof(DmMedia.Width), media.Width);
        Number(nameof(DmMedia.Height), media.Height);
        Text(nameof(DmMedia.Duration), media.Duration?.ToString("c", CultureInfo.InvariantCulture));
        Text(nameof(DmMedia.FileName), media.FileName);
        Number(nameof(DmMedia.Size), media.Size);
        Text(nameof(DmMedia.LocalPath), media.LocalPath);
        List(nameof(DmMedia.Variants), media.Variants, variant => Object(() =>
        {
            Text(nameof(DmMediaVariant.Url), variant.Url);
            Text(nameof(DmMediaVariant.ContentType), variant.ContentType);
            Number(nameof(DmMediaVariant.BitRate), variant.BitRate);
        }));
        Additional(media.AdditionalProperties);
    }

    // Their text differs from their values where the API wrote a number in its own notation.
    private void Additional(DmAdditionalProperties properties)
    {
        if (properties.Count == 0)
            return;
        _writer.WritePropertyName(nameof(DmEvent.AdditionalProperties));
        AdditionalValues.Write(_writer, properties);
        if (!string.Equals(properties.Json, OrderedJson.Of(properties), StringComparison.Ordinal))
            Text(EventReader.AdditionalText, properties.Json);
    }
}
