using System.Collections;
using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// What an object is, live or after CSV, Clixml, JSON, a job or Select-Object: these keep some columns, and at most the name of the type.
/// </summary>
internal static class PipedObject
{
    private const string User = "TwitterDm.DmUser";
    private const string Media = "TwitterDm.DmMedia";
    private const string WholeEvent = "TwitterDm.DmEvent";
    private const string Conversation = "TwitterDm.DmConversation";
    private const string Row = "System.Management.Automation.PSCustomObject";
    private const string SelectedRow = "Selected." + Row;
    private const string Outgoing = "TwitterDm.DmOutgoingMessage";
    private const string UserReference = "TwitterDm.DmUserReference";
    private static readonly string[] EventTypes = ["TwitterDm.DmEvent", "TwitterDm.DmMessage"];
    private static readonly string[] FileTypes = ["System.IO.FileInfo", "System.IO.DirectoryInfo"];
    private static readonly string[] UserColumns = ["Username", "Name", "Verified"];
    private static readonly string[] MessageColumns = ["To", "Text", "Message", "ConversationId"];
    private static readonly string[] EventColumns = ["EventType", "EventId", "SenderId", "Direction"];

    /// <summary>The object without its wrapper.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>The items of a list, or the one value; null is an item.</summary>
    public static IEnumerable<object?> Items(object? value) => Unwrap(value) switch
    {
        string or IDictionary => [value],
        IEnumerable several => several.Cast<object?>(),
        _ => [value],
    };

    /// <summary>Whether it is a user, or a row with the columns of one and nothing to send.</summary>
    public static bool IsUser(object value)
        => HasTypeName(value, name => name.EndsWith(User, StringComparison.Ordinal))
        || (
            IsRow(value)
            && Has(value, "Id")
            && Has(value, "Username")
            && !IsEvent(value)
            && !Array.Exists(MessageColumns, column => Has(value, column)));

    /// <summary>Whether it is a reference to a user, such as the recipient of a message that failed.</summary>
    public static bool IsUserReference(object value) => HasTypeName(value, name => name.EndsWith(UserReference, StringComparison.Ordinal));

    /// <summary>Whether it is an event or a sent message.</summary>
    public static bool IsEvent(object value)
        => HasTypeName(value, name => Array.Exists(EventTypes, type => name.Contains(type, StringComparison.Ordinal)))
        || Array.Exists(EventColumns, column => Has(value, column));

    /// <summary>Whether it is an event with its content, by its type, or by enough columns that nothing else has.</summary>
    public static bool IsWholeEvent(object value)
        => HasTypeName(value, name => name.EndsWith(WholeEvent, StringComparison.Ordinal))
        || (
            Has(value, nameof(DmEvent.Id))
            && (
                Has(value, nameof(DmEvent.EventType))
                || (
                    Has(value, nameof(DmEvent.ConversationId))
                    && (Has(value, nameof(DmEvent.CreatedAt)) || Has(value, nameof(DmEvent.Timestamp))))));

    /// <summary>Whether it is a conversation, or a row with the id of one and none of an event.</summary>
    public static bool IsConversation(object value)
        => HasTypeName(value, name => name.EndsWith(Conversation, StringComparison.Ordinal))
        || (IsRow(value) && Has(value, nameof(DmConversation.ConversationId)) && !Has(value, nameof(DmEvent.Id)) && !IsEvent(value));

    /// <summary>
    /// Whether it is a row with an id, and nothing says whose id it is: such as one of a CSV file with the column Id alone.
    /// </summary>
    public static bool IsRowWithId(object value)
        => IsRow(value) && Has(value, "Id") && !Array.Exists(UserColumns, column => Has(value, column));

    /// <summary>Whether it is an attachment.</summary>
    public static bool IsMedia(object value)
        => HasTypeName(value, name => name.EndsWith(Media, StringComparison.Ordinal))
        || (IsRow(value) && Has(value, nameof(DmMedia.MediaKey)));

    /// <summary>
    /// The path of a file or a folder that Get-ChildItem returned; null for anything else, such as a row with the full name of a person.
    /// </summary>
    public static string? PathOf(object value)
        => HasTypeName(value, name => Array.Exists(FileTypes, type => name.EndsWith(type, StringComparison.Ordinal)))
            ? GetText(value, nameof(FileSystemInfo.FullName))
            : null;

    /// <summary>What a message to send replies to, such as one that failed, also after CSV; null for anything else.</summary>
    public static string? ReplyOf(object value)
        => (
            HasTypeName(value, name => name.EndsWith(Outgoing, StringComparison.Ordinal))
            || (IsRow(value) && Has(value, nameof(DmOutgoingMessage.To)))
        ) && Get(value, nameof(DmOutgoingMessage.ReplyToId))?.ToString() is { Length: > 0 } id
            ? id
            : null;

    /// <summary>Whether it says only where to send a message, and its text is not meant: an event, or a conversation.</summary>
    public static bool IsDestination(object value) => !Has(value, "To") && (IsEvent(value) || Has(value, "ConversationId"));

    /// <summary>
    /// Whether it was made of an event, a sent message or a conversation, such as by Select-Object, which may have left something out.
    /// </summary>
    public static bool IsSelection(object value)
        => HasTypeName(value, name =>
            name.Contains(Conversation, StringComparison.Ordinal)
            || Array.Exists(EventTypes, type => name.Contains(type, StringComparison.Ordinal)));

    public static bool Has(object value, string property) => PSObject.AsPSObject(value).Properties[property] is not null;

    /// <summary>The value of a property without its wrapper; null if there is none, or if reading it fails.</summary>
    public static object? Get(object value, string property) => Unwrap(GetWrapped(value, property));

    /// <summary>
    /// The text of a property; null if there is none. After Clixml, an enumeration value is a number, and only its wrapper has the name.
    /// </summary>
    public static string? GetText(object value, string property) => GetWrapped(value, property)?.ToString();

    private static object? GetWrapped(object value, string property)
    {
        try
        {
            return PSObject.AsPSObject(value).Properties[property]?.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    // What Import-Csv, ConvertFrom-Json and [pscustomobject] create; Select-Object adds the type that it selected from, which can be that
    // of a row, too.
    public static bool IsRow(object value) => PSObject.AsPSObject(value).TypeNames is [Row or SelectedRow, ..];

    private static bool HasTypeName(object value, Predicate<string> matches)
        => PSObject.AsPSObject(value).TypeNames.Any(name => matches(name));
}
