using System.Collections;
using System.Globalization;
using System.Management.Automation;
using TwitterDm.Session;

namespace TwitterDm.Output;

/// <summary>
/// Texts for the views, each on one line, with control characters made visible. All of them take live objects and deserialized ones.
/// </summary>
public static partial class Display
{
    // On one line of a window with 80 columns, with the label.
    private const int MaxToken = 50;

    // What is left of a window with 80 columns. The views do not know the window's width, and a table would break words.
    private const int MaxDetail = 60;

    /// <summary>Untrusted text, for a table's cell or a list's line.</summary>
    /// <param name="value">The text as received, or a value whose string form is such a text.</param>
    public static string Text(object? value) => Properties.Text(value);

    /// <summary>A time in the time zone of this machine.</summary>
    /// <param name="time">The time.</param>
    public static string LocalTime(DateTime? time)
        => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The beginning of a page token, which can have thousands of characters and is used as it is in the property.</summary>
    /// <param name="token">The token.</param>
    public static string Token(string? token) => token is { Length: > MaxToken } ? Text(token[..MaxToken]) + "…" : Text(token);

    /// <summary>An amount in US dollars.</summary>
    /// <param name="amount">The amount.</param>
    public static string Dollars(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>A duration.</summary>
    /// <param name="duration">The duration.</param>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => string.Empty,
        { Days: 0 } time => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        { } time => time.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture),
    };

    /// <summary>The size of a file, such as <c>1.5 MB</c>.</summary>
    /// <param name="bytes">The size in bytes; null if it is not known.</param>
    public static string Size(long? bytes) => bytes switch
    {
        null => string.Empty,
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):N1} MB"),
    };

    /// <summary>An endpoint, and how many others share its window.</summary>
    /// <param name="limit">The window.</param>
    public static string Endpoint(object? limit)
    {
        var shared = Properties.Items(limit, nameof(DmRateLimit.SharedWith)).Count();
        return Properties.Text(limit, nameof(DmRateLimit.Endpoint)) + (shared > 0 ? $" (shared with {shared})" : string.Empty);
    }

    /// <summary>
    /// The user that a message was sent to; for one into a conversation, the other user or the group's name, if a connection of this
    /// session knows it.
    /// </summary>
    /// <param name="message">The message.</param>
    public static string Recipient(object? message)
    {
        if (Properties.Text(message, nameof(DmMessage.Recipient)) is { Length: > 0 } recipient)
            return recipient;
        var conversation = Properties.Value(message, nameof(DmMessage.ConversationId))?.ToString();
        return (conversation is null ? null : ConversationText.NameOf(conversation)) ?? Properties.Text(conversation);
    }

    /// <summary>What was sent, on one line: the text with a mark for an attachment.</summary>
    /// <param name="message">The message.</param>
    public static string Sent(object? message)
        => (
            Change(message)
            + (Properties.Value(message, nameof(DmMessage.AttachmentId)) is null ? string.Empty : "[media] ")
            + Properties.Text(message, nameof(DmMessage.Text))).TrimEnd();

    /// <summary>What a health check found and advises, in lines that break between words.</summary>
    /// <param name="check">The check.</param>
    public static string Detail(object? check)
    {
        var lines = new List<string>();
        foreach (var word in $"{Properties.Text(check, nameof(DmCheck.Detail))} {Properties.Text(check, nameof(DmCheck.Advice))}".Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + word.Length < MaxDetail)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }

        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>When a connection's access token expires, and whether it is refreshed.</summary>
    /// <param name="connection">The connection.</param>
    public static string Expiry(object? connection)
    {
        var time = LocalTime(Properties.Value(connection, nameof(DmConnection.ExpiresAt)) as DateTime?);
        return Properties.Value(connection, nameof(DmConnection.IsRefreshable)) is true
            ? $"{time} (refreshed automatically)".TrimStart()
            : time;
    }

    /// <summary>Whether a connection has a chat key, and its version.</summary>
    /// <param name="connection">The connection.</param>
    public static string ChatKey(object? connection) => Properties.Value(connection, nameof(DmConnection.HasChatKey)) is true
        ? $"version {Properties.Text(connection, nameof(DmConnection.ChatKeyVersion))}"
        : "none";

    /// <summary>The windows of a connection's rate limits, each on a line.</summary>
    /// <param name="connection">The connection.</param>
    public static string RateLimits(object? connection)
        => string.Join(Environment.NewLine, Properties.Items(connection, nameof(DmConnection.RateLimits)).Select(RateLimit));

    /// <summary>What a connection has spent, and what it may spend.</summary>
    /// <param name="connection">The connection.</param>
    public static string Cost(object? connection)
    {
        var spent = Dollars(
            Properties.Value(Properties.Value(connection, nameof(DmConnection.Usage)), nameof(DmUsage.EstimatedCost)) as decimal?);
        return Properties.Value(connection, nameof(DmConnection.SpendingLimit)) is decimal limit
            ? $"{spent} of {Dollars(limit)} USD"
            : $"{spent} USD";
    }

    /// <summary>Whether a connection is the one that is used when none is named.</summary>
    /// <param name="connection">The connection.</param>
    public static string CurrentMark(object? connection)
        => connection is not null && ReferenceEquals(RunspaceConnections.Current.Default, connection) ? "*" : string.Empty;

    /// <summary>
    /// The text of a deserialized list: the same as that of the live one, where PowerShell would separate the items by spaces.
    /// </summary>
    /// <param name="list">The list.</param>
    public static object ListText(PSObject list) => DmList.Join((IEnumerable)list.BaseObject);

    /// <summary>
    /// The text of deserialized additional properties: the same as that of the live ones, where PowerShell would print a type name.
    /// </summary>
    /// <param name="properties">The properties.</param>
    public static object PropertiesText(PSObject properties)
        => PlainValue.Of(properties) is IDictionary plain ? DmAdditionalProperties.ToText(plain) : string.Empty;

    private static string RateLimit(object limit)
    {
        var (remaining, maximum) = (
            Properties.Text(limit, nameof(DmRateLimit.Remaining)),
            Properties.Text(limit, nameof(DmRateLimit.Limit)));
        var window = Properties.Text(limit, nameof(DmRateLimit.Window));
        var day = string.Equals(window, nameof(DmRateLimitWindow.FifteenMinutes), StringComparison.Ordinal) ? string.Empty : $" ({window})";
        return $"{Endpoint(limit)}: {remaining} of {maximum} until {LocalTime(Properties.Value(limit, nameof(DmRateLimit.ResetsAt)) as DateTime?)}{day}";
    }
}
