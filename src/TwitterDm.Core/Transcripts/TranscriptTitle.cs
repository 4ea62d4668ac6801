using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Transcripts;

/// <summary>What a conversation is called, in every format: the name of the group, or the people in it beside the account.</summary>
internal static class TranscriptTitle
{
    private const int MaxLength = 100;
    private const int MaxPeople = 3;

    /// <summary>
    /// The names, each safe to print; a writer sets each one apart, so that a name from right to left does not change the order.
    /// </summary>
    public static IReadOnlyList<string> Of(TranscriptCover cover)
    {
        if (VisibleText.Of(cover.ConversationName, MaxLength) is { } name && !string.IsNullOrWhiteSpace(name))
            return [name];
        var others = Others(cover).ToArray();
        if (others.Length == 0)
        {
            var kind = cover.ConversationType == DmConversationType.Group ? "Group" : "Conversation";
            return [cover.ConversationId is { } id ? $"{kind} {VisibleText.Of(id, MaxLength)}" : kind];
        }

        var names = others.Take(MaxPeople).Select(user => VisibleText.Of(TranscriptPeople.NameOf(user), MaxLength / MaxPeople)).ToList();
        if (others.Length > MaxPeople)
            names.Add((others.Length - MaxPeople).ToString("N0", CultureInfo.InvariantCulture) + " more");
        return names;
    }

    /// <summary>
    /// What stands before the names: without it, a group without a name looks like a conversation with one person, if only one appears.
    /// </summary>
    public static string Prefix(TranscriptCover cover)
        => cover.ConversationType == DmConversationType.Group
        && string.IsNullOrWhiteSpace(VisibleText.Of(cover.ConversationName, MaxLength))
        && Others(cover).Any()
            ? "Group with "
            : string.Empty;

    /// <summary>What the list of participants is called: of a group, those are known who appear in its events.</summary>
    public static string Participants(TranscriptCover cover)
        => cover.ConversationType == DmConversationType.Group ? "Participants, at least" : "Participants";

    /// <summary>What stands before a name of several.</summary>
    public static string Separator(int index, int count) => index == 0 ? string.Empty : index == count - 1 ? " and " : ", ";

    private static IEnumerable<DmUser> Others(TranscriptCover cover)
        => cover.Participants.Where(user => !string.Equals(user.Id, cover.Account?.Id, StringComparison.Ordinal));
}
