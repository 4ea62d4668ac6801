using System.Globalization;
using TwitterDm.Json;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>Removes contact data and matches of patterns from all texts of an event. Ids, times and people stay.</summary>
/// <param name="redactor">Removes it from a text.</param>
/// <param name="keepsFiles">
/// Whether the keys, addresses and paths of attachments stay, because it takes them to find the files; for pages, which show none of them.
/// </param>
internal sealed class EventRedactor(TextRedactor redactor, bool keepsFiles = false)
{
    // The names of what is an id, a time, a person or a number of X's; "encoded" has its content in a form that cannot be searched.
    private static readonly string[] EndingsOfIds = ["id", "ids"];
    private static readonly string[] EndingsOfTimes = ["_at", "_msec", "_millis", "version"];
    private static readonly string[] EndingsOfWords = ["key", "keys", "type"];
    private static readonly string[] EndingsOfPeople = ["username", "screen_name"];
    private const string Encoded = "encoded";

    private readonly FileRedactor _files = new(redactor);

    /// <summary>The event without what has to be removed.</summary>
    public DmEvent Of(DmEvent item) => redactor.IsIdle ? item : new(item)
    {
        ConversationName = Of(item.ConversationName),
        Sender = item.Sender is { } sender ? Of(sender) : null,
        Participants = new(item.Participants.Select(Of)),
        EventTypeName = item.Is(DmEventType.Unknown) ? Of(item.EventTypeName) : OfWord(item.EventTypeName),
        Text = Of(item.Text),
        Reaction = Of(item.Reaction),
        MessageId = item.MessageId is { } id && !IsId(id) ? Of(id) : item.MessageId,
        ReferencedPostIds = new(item.ReferencedPostIds.Select(id => IsId(id) ? id : redactor.Of(id))),
        Urls = new(item.Urls.Select(redactor.Of)),
        Media = new(item.Media.Select(media => Of(item, media))),
        Quote = item.Quote is { } quote ? new() { SenderId = quote.SenderId, Text = Of(quote.Text), IsVerified = quote.IsVerified } : null,
        AdditionalProperties = Of(item.AdditionalProperties),
    };

    /// <summary>The event without what has to be removed, and in how many places that was.</summary>
    public RedactedEvent Redact(DmEvent item)
    {
        var (contacts, matches) = (redactor.Contacts, redactor.Matches);
        return new(Of(item), redactor.Contacts - contacts, redactor.Matches - matches);
    }

    private string? Of(string? text) => text is null ? null : redactor.Of(text);

    // A word of X's, which a file that was edited can replace by anything.
    private string? OfWord(string? text) => text is null || (IsToken(text) && !ContactData.IsIn(text)) ? text : redactor.Of(text);

    // Their names stay, but not all that they write about themselves.
    private DmUser Of(DmUser user) => new(user)
    {
        VerifiedType = OfWord(user.VerifiedType),
        ConnectionStatus = new(user.ConnectionStatus.Select(word => OfWord(word)!)),
        AdditionalProperties = Of(user.AdditionalProperties),
    };

    private DmMedia Of(DmEvent item, DmMedia media) => new(media)
    {
        MediaKey = keepsFiles ? media.MediaKey : _files.KeyOf(media),
        LocalPath = keepsFiles || media.LocalPath is null ? media.LocalPath : _files.PathOf(item, media, media.LocalPath),
        Type = OfWord(media.Type),
        AltText = Of(media.AltText),
        FileName = Of(media.FileName),
        Url = keepsFiles ? media.Url : Of(media.Url),
        PreviewImageUrl = keepsFiles ? media.PreviewImageUrl : Of(media.PreviewImageUrl),
        Variants = keepsFiles ? media.Variants : new(media.Variants.Select(Of)),
        AdditionalProperties = Of(media.AdditionalProperties),
    };

    private DmMediaVariant Of(DmMediaVariant variant)
        => new()
        {
            Url = Of(variant.Url),
            ContentType = OfWord(variant.ContentType),
            BitRate = variant.BitRate,
        };

    private DmAdditionalProperties Of(DmAdditionalProperties properties)
    {
        if (properties.Count == 0)
            return properties;
        var members = Members(properties);
        return new(members, OrderedJson.Of(members));
    }

    // The names, too, since a file that was edited can have any. None is lost if several become the same.
    private Dictionary<string, object?> Members(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            var (kept, redacted) = (redactor.Of(name), Value(name, value));
            for (
                var number = 2;
                !result.TryAdd(number == 2 ? kept : string.Create(CultureInfo.InvariantCulture, $"{kept} {number - 1}"), redacted);
                number++
            ) { }
        }

        return result;
    }

    private object? Value(string name, object? value) => value switch
    {
        string when name.Contains(Encoded, StringComparison.OrdinalIgnoreCase) => TextRedactor.Replacement,
        string text => IsKept(name, text) ? text : redactor.Of(text),
        object?[] items => Array.ConvertAll(items, item => Value(name, item)),
        IEnumerable<KeyValuePair<string, object?>> members => Members(members),
        long or int or double => Number(name, value),
        _ => value,
    };

    private object? Number(string name, object value)
    {
        var text = value is double number
            ? number.ToString(double.IsInteger(number) ? "F0" : "R", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return IsKept(name, text) || string.Equals(redactor.Of(text), text, StringComparison.Ordinal) ? value : TextRedactor.Replacement;
    }

    // A text does not become an id by its name.
    private static bool IsKept(string name, string text)
        => IsToken(text)
        && (
            (Ends(name, EndingsOfIds) && IsId(text))
            || (Ends(name, EndingsOfTimes) && (text.All(char.IsAsciiDigit) || !ContactData.IsIn(text)))
            || Ends(name, EndingsOfPeople)
            || (Ends(name, EndingsOfWords) && !ContactData.IsIn(text)));

    private static bool Ends(string name, string[] endings)
        => Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a text is an id of X's, or of another form and without contact data.</summary>
    internal static bool IsId(string text)
        => Ids.IsEventId(text) || Ids.IsConversationId(text) || Guid.TryParse(text, out _) || !ContactData.IsIn(text) && IsToken(text);

    private static bool IsToken(string text)
        => text.Length <= 100 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.');
}
