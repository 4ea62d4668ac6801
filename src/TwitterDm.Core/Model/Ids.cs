using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// Ids of X: 64-bit numbers that are sent as strings. They are validated with the patterns of X's OpenAPI description and ordered as
/// numbers.
/// </summary>
internal static class Ids
{
    private const long SnowflakeEpochMilliseconds = 1_288_834_974_657;
    private const int SnowflakeTimeShift = 22;

    // Four minutes after the epoch: the ids from before snowflakes were counted up, and never came near.
    private const long FirstSnowflake = 1L << 40;

    /// <summary>How ids begin that were made for entries of an archive, which have none of their own.</summary>
    public const string MadePrefix = "archive:";

    private const int MadeTimeLength = 24;

    /// <summary>Orders ids by their numeric value.</summary>
    public static readonly IComparer<string> Order = Comparer<string>.Create(Compare);

    public static bool IsUserId(ReadOnlySpan<char> text) => IsNumber(text, 1, 19);

    public static bool IsEventId(ReadOnlySpan<char> text) => IsNumber(text, 1, 19);

    /// <summary>
    /// Whether a text at the position of a user is the id of a conversation: two ids with a hyphen, or an encrypted group's.
    /// </summary>
    public static bool LooksLikeConversation(string text)
        => UsersOf(text).Count > 0 || (text.StartsWith('g') && IsNumber(text.AsSpan(1), 10, 19));

    /// <summary>Whether a conversation's id is that of a group in X Chat.</summary>
    public static bool IsChatGroup(string? conversationId) => conversationId is ['g', ..] && IsNumber(conversationId.AsSpan(1), 1, 19);

    public static bool IsUsername(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
                return false;
        }

        return text.Length is >= 1 and <= 15;
    }

    public static string CheckEventId(string? text, string what) => IsEventId(text)
        ? text!
        : IsMade(text)
            ? throw DmException.BadInput(
                $"'{VisibleText.Of(text, 100)}' is not an id of X: it was made for an entry of an archive that has none.",
                DmErrorReason.ArchiveIdMade,
                text)
        : throw DmException.BadInput(
            $"'{VisibleText.Of(text, 60)}' is not a valid {what}.",
            "An event id has 1 to 19 digits and nothing else.",
            text);

    public static string CheckMediaId(string? text)
        => IsNumber(text, 1, 19)
            ? text!
            : throw DmException.BadInput(
                $"'{VisibleText.Of(text, 60)}' is not a valid media id.",
                "The id of an upload has 1 to 19 digits. To attach a file, give its path instead.",
                text);

    /// <summary>Whether a text is the id of a conversation: two users, a classic group, or one of X Chat.</summary>
    public static bool IsConversationId(string? text) => IsChatGroup(text) || text?.Split('-') switch
    {
        [var group] => IsNumber(group, 15, 19),
        [var one, var other] => IsUserId(one) && IsUserId(other),
        _ => false,
    };

    public static string CheckConversationId(string? text)
        => IsConversationId(text)
            ? text!
            : throw DmException.BadInput(
                $"'{VisibleText.Of(text, 60)}' is not a valid conversation id.",
                "A conversation id is two user ids with a hyphen, such as '12-2244994945', or for a group 15 to 19 digits, or in X Chat 'g' and digits. To name a user instead, give an id or @name as the participant or recipient.",
                text);

    /// <summary>Whether an id is a 64-bit number, as every id of X should be. Another one says nothing about the order of events.</summary>
    public static bool IsOrdered(string id) => NumberOf(id) is not null;

    /// <summary>An id as a 64-bit number; null if it is not one.</summary>
    public static long? NumberOf(string id)
        => IsEventId(id) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether an id was made for an entry of an archive.</summary>
    public static bool IsMade(string? id) => id?.StartsWith(MadePrefix, StringComparison.Ordinal) ?? false;

    /// <summary>Orders ids by their numeric value; ids that were made, by the time in them.</summary>
    public static int Compare(string left, string right)
    {
        if (IsMade(left) || IsMade(right))
            return TimeOf(left).CompareTo(TimeOf(right)) is not 0 and var order ? order : string.CompareOrdinal(left, right);
        var a = left.AsSpan().TrimStart('0');
        var b = right.AsSpan().TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.CompareTo(b, StringComparison.Ordinal);
    }

    /// <summary>The id before an id, in the order of numbers.</summary>
    public static string Before(string id)
        => (Math.Max(ulong.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture), 1) - 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a conversation's id names two users.</summary>
    public static DmConversationType? ConversationTypeOf(string? conversationId) => conversationId switch
    {
        null or "" => null,
        _ when conversationId.Contains('-', StringComparison.Ordinal) => DmConversationType.OneToOne,
        _ => DmConversationType.Group,
    };

    /// <summary>The two users of a one-to-one conversation's id; empty for a group's.</summary>
    public static IReadOnlyList<string> UsersOf(string? conversationId)
        => conversationId?.Split('-') is [var one, var other] && IsUserId(one) && IsUserId(other) ? [one, other] : [];

    /// <summary>The id of the conversation of two users.</summary>
    public static string OneToOne(string one, string other) => Compare(one, other) < 0 ? $"{one}-{other}" : $"{other}-{one}";

    /// <summary>Whether an id contains a time, as all but the short ids from before snowflakes do.</summary>
    public static bool HasTime(string id) => TimeOf(id) != DateTimeOffset.UnixEpoch;

    /// <summary>The time in a snowflake id; the Unix epoch for the short ids from before snowflakes.</summary>
    public static DateTimeOffset TimeOf(string id)
        => IsMade(id) ? TimeOfMade(id)
            : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? TimeOf(number)
            : DateTimeOffset.UnixEpoch;

    /// <summary>The time in the number that a snowflake id is; the Unix epoch for the short ids from before snowflakes.</summary>
    public static DateTimeOffset TimeOf(long number) => number >= FirstSnowflake
        ? DateTimeOffset.FromUnixTimeMilliseconds((number >> SnowflakeTimeShift) + SnowflakeEpochMilliseconds)
        : DateTimeOffset.UnixEpoch;

    // The time is the fourth part and contains colons itself: after three colons, and of a fixed length.
    private static DateTimeOffset TimeOfMade(string id)
    {
        var parts = id.Split(':', 4);
        return parts.Length == 4
            && parts[3].Length >= MadeTimeLength
            && DateTimeOffset.TryParseExact(
                parts[3][..MadeTimeLength],
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time)
            ? time
            : DateTimeOffset.UnixEpoch;
    }

    private static bool IsNumber(ReadOnlySpan<char> text, int minimum, int maximum)
        => text.Length >= minimum && text.Length <= maximum && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
