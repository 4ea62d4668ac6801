using TwitterDm.Text;

namespace TwitterDm.Chat;

/// <summary>
/// Resolves events of a page that have the same id. Ids are not signed, and of two events with one id the list returns the first: an event
/// that took the id of another one must not make that one disappear.
/// </summary>
internal static class DuplicateItems
{
    /// <summary>Leaves one event for each id: the one that is proven, otherwise the first.</summary>
    /// <param name="items">The events of the page.</param>
    /// <param name="verifier">Verifies events.</param>
    /// <returns>The events, and a problem for each id under which there were different ones.</returns>
    public static (IReadOnlyList<ChatItem> Items, IReadOnlyList<DmProblem> Problems) Resolve(
        IReadOnlyList<ChatItem> items,
        ItemVerifier verifier)
    {
        var groups = items.GroupBy(item => item.Id, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).ToArray();
        if (groups.Length == 0)
            return (items, []);
        var dropped = new HashSet<ChatItem>();
        var problems = new List<DmProblem>();
        foreach (var group in groups)
        {
            var kept = group.FirstOrDefault(verifier.IsVerified)
                ?? group.FirstOrDefault(ItemVerifier.IsPlainOfNamedSender)
                ?? group.First();
            dropped.UnionWith(group.Where(item => !ReferenceEquals(item, kept)));
            if (group.Any(item => !string.Equals(item.Encoded, kept.Encoded, StringComparison.Ordinal)))
                problems.Add(ProblemOf(kept, group.Count(), verifier.IsVerified(kept)));
        }

        return ([.. items.Where(item => !dropped.Contains(item))], problems);
    }

    private static DmProblem ProblemOf(ChatItem kept, int count, bool isVerified)
        => new()
        {
            Title = "Events with the same id",
            Detail =
                FormattableString.Invariant($"{count} different events of the page have the id {VisibleText.Of(kept.Id, 40)}. ")
                + (
                    isVerified
                        ? "The one with a valid signature is listed, and the others are left out."
                        : "None of them has a valid signature. The first is listed, and the others are left out."),
        };
}
