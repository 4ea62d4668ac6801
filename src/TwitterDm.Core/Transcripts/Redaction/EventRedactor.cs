using TwitterDm.Json;

namespace TwitterDm.Transcripts.Redaction;

/// <summary>Removes what nobody should see from all texts of an event. Ids, times and people stay.</summary>
/// <param name="redactor">Removes it from a text.</param>
internal sealed class EventRedactor(TextRedactor redactor)
{
    // The names of what is an id, a time, a person or a number of X's; "encoded" has its content in a form that cannot be searched.
    private static readonly string[] KeptEndings = ["id", "ids", "_at", "_msec", "_millis", "key", "keys", "version", "username", "screen_name", "type"];
    private const string Encoded = "encoded";

    /// <summary>The event without what has to be removed.</summary>
    public DmEvent Of(DmEvent item) => redactor.IsIdle ? item : new(item)
    {
        ConversationName = Of(item.ConversationName),
        Sender = item.Sender is { } sender ? Of(sender) : null,
        Participants = new(item.Participants.Select(Of)),
        Text = Of(item.Text),
        Urls = new(item.Urls.Select(redactor.Of)),
        Media = new(item.Media.Select(Of)),
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

    // Their names stay, but not all that they write about themselves.
    private DmUser Of(DmUser user) => user.AdditionalProperties.Count == 0 ? user : new(user) { AdditionalProperties = Of(user.AdditionalProperties) };

    private DmMedia Of(DmMedia media) => new(media)
    {
        AltText = Of(media.AltText),
        FileName = Of(media.FileName),
        AdditionalProperties = Of(media.AdditionalProperties),
    };

    private DmAdditionalProperties Of(DmAdditionalProperties properties)
    {
        if (properties.Count == 0)
            return properties;
        var members = Members(properties);
        return new(members, OrderedJson.Of(members));
    }

    private Dictionary<string, object?> Members(IEnumerable<KeyValuePair<string, object?>> members)
        => members.ToDictionary(member => member.Key, member => Value(member.Key, member.Value), StringComparer.Ordinal);

    private object? Value(string name, object? value) => value switch
    {
        string when name.Contains(Encoded, StringComparison.OrdinalIgnoreCase) => TextRedactor.Replacement,
        string text => Array.Exists(KeptEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && IsToken(text) ? text : redactor.Of(text),
        object?[] items => Array.ConvertAll(items, item => Value(name, item)),
        IEnumerable<KeyValuePair<string, object?>> members => Members(members),
        _ => value,
    };

    // A text does not become an id by its name.
    private static bool IsToken(string text) => text.Length <= 100 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.');
}
