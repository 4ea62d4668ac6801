using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Archive.Mapping;

/// <summary>Ids for entries that have none, the same at every reading.</summary>
internal static class MadeId
{
    private const int MaxPart = 60;

    /// <summary>Makes an id.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="word">The kind.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="userId">Who did it; null if that is not known.</param>
    /// <param name="number">Which one it is of those that are otherwise equal, from 1.</param>
    public static string Of(string conversationId, string word, DateTimeOffset time, string? userId, int number)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{Ids.MadePrefix}{Clean(conversationId)}:{Clean(word)}:{TimestampText.Of(time)}:{Clean(userId)}:{number}");

    // The parts can come from anyone.
    private static string Clean(string? part)
        => string.Concat(
            (part ?? string.Empty)
                .Take(MaxPart)
                .Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'));
}
