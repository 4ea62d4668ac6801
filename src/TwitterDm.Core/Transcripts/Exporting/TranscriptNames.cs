using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwitterDm.Text;
using TwitterDm.Transcripts.Collecting;

namespace TwitterDm.Transcripts.Exporting;

/// <summary>
/// The names of the files of a folder: readable, unique, and safe whatever strangers have called themselves or their groups.
/// </summary>
internal static class TranscriptNames
{
    private const int MaxName = 50;
    private const int MaxId = 45;
    private const int HashLength = 12;
    private const int MaxMembers = 3;

    // What people write in names, and neither a shell nor a file system takes for something else where the name is quoted.
    private const string KeptMarks = "-_,+&()!=’–";

    // Letters, digits and marks of any script, so that names can be read; what could be a part of a path, or hide, is not among them.
    private static readonly UnicodeCategory[] Kept =
    [
        UnicodeCategory.UppercaseLetter,
        UnicodeCategory.LowercaseLetter,
        UnicodeCategory.TitlecaseLetter,
        UnicodeCategory.ModifierLetter,
        UnicodeCategory.OtherLetter,
        UnicodeCategory.DecimalDigitNumber,
        UnicodeCategory.SpacingCombiningMark,
        UnicodeCategory.NonSpacingMark,
    ];

    /// <summary>The names of the conversations, without extension, in their order.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<ConversationSummary> conversations)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. conversations.Select(conversation => Unique(Of(conversation), used))];
    }

    /// <summary>The conversation for people, safe to print.</summary>
    public static string Describe(ConversationSummary conversation)
    {
        var id = conversation.Id is null ? "an unknown conversation" : $"conversation {VisibleText.Of(conversation.Id, 60)}";
        return (NameOf(conversation) ?? MembersOf(conversation)) is { } name ? $"{id} ({VisibleText.Of(name, 60)})" : id;
    }

    /// <summary>The name of a file of several.</summary>
    /// <param name="path">The path of the first file.</param>
    /// <param name="number">The number of the file, from 1.</param>
    public static string Part(string path, int number) => number == 1 ? path : Path.Combine(
        Path.GetDirectoryName(path)!,
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(path)}-{number}{Path.GetExtension(path)}"));

    /// <summary>
    /// Whether a file has a name for this conversation, whatever its people or its group were called, or is a further part of such a file.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="conversationId">The conversation.</param>
    public static bool IsOf(string path, string conversationId)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        // An id has no underscore.
        var tail = name.AsSpan(name.LastIndexOf('_') + 1);
        var id = Id(conversationId);
        return tail.StartsWith(id, StringComparison.Ordinal)
            && (
                tail.Length == id.Length
                || (tail[id.Length] == '-' && int.TryParse(tail[(id.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)));
    }

    private static string Of(ConversationSummary conversation)
    {
        var id = Id(conversation.Id ?? "unknown");
        var name = Clean(NameOf(conversation) ?? string.Empty);
        return name.Length == 0 ? id : $"{name}_{id}";
    }

    // Not the members of a group without a name: another listing can know other members, and would give another name to the same
    // conversation.
    private static string? NameOf(ConversationSummary conversation) => conversation.Type == DmConversationType.OneToOne
        ? conversation.Other?.Username ?? conversation.Other?.Name
        : conversation.Name;

    // As a page names a group without a name.
    private static string? MembersOf(ConversationSummary conversation)
    {
        var names = conversation
            .Participants.Where(user => !string.Equals(user.Id, conversation.Account?.Id, StringComparison.Ordinal))
            .Select(user => user.Username ?? user.Name)
            .Where(name => !string.IsNullOrWhiteSpace(name))
            .ToArray();
        var more =
            names.Length > MaxMembers
                ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - MaxMembers} more")
                : string.Empty;
        return conversation.Type != DmConversationType.Group || names.Length == 0 ? null : string.Join(", ", names.Take(MaxMembers)) + more;
    }

    private static string Unique(string name, HashSet<string> used)
    {
        var unique = name;
        for (var number = 2; !used.Add(unique); number++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return unique;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= MaxName)
                break;
            var isMark = InvisibleCharacters.IsMark(rune);
            marks = isMark ? marks + 1 : 0;
            var isKept =
                Array.IndexOf(Kept, Rune.GetUnicodeCategory(rune)) >= 0
                && rune.Value != 0xFFFD
                && !InvisibleCharacters.Contains(rune, new Rune('a'), new Rune('a'), marks);
            clean.Append(
                isKept || (rune.IsBmp && KeptMarks.Contains((char)rune.Value, StringComparison.Ordinal)) ? rune.ToString()
                : rune.Value == ' ' ? " "
                : "-");
        }

        return Shortened(clean.ToString().Normalize().Trim('-', '_', ' '));
    }

    // A name has 255 bytes in most file systems, with the id and an extension.
    private static string Shortened(string name)
    {
        while (Encoding.UTF8.GetByteCount(name) > 2 * MaxName)
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        return name.TrimEnd('-', '_', ' ');
    }

    // What has to be changed could become equal to another id, so a hash tells them apart. The name of a device is not one of a file.
    private static string Id(string id)
    {
        if (id.Length is > 0 and <= MaxId
            && id.All(character => char.IsAsciiDigit(character) || char.IsAsciiLetterLower(character) || character == '-')
            && !ReservedNames.Contains(id))
        {
            return id;
        }

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..HashLength].ToLowerInvariant();
        var kept = string.Concat(id.Take(MaxId - HashLength).Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'))
            .Trim('-');
        return kept.Length == 0 ? hash : $"{kept}-{hash}";
    }
}
