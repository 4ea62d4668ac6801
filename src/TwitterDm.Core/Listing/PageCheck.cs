using TwitterDm.Endpoints;
using TwitterDm.Wire;

namespace TwitterDm.Listing;

/// <summary>
/// What a run with a checkpoint does not take: an answer of which a part is missing. Elsewhere it is read as far as it goes; here the
/// checkpoint would pass over what it does not show, for ever.
/// </summary>
internal static class PageCheck
{
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: events are missing, or nobody knows whether this is the end.</exception>
    public static void CheckWhole(WireAnswer<IReadOnlyList<WireEvent>> answer, PageRequest page)
    {
        var count = answer.Data?.Count ?? 0;
        if (answer.Meta?.ResultCount > count)
            throw Incomplete($"it tells of {answer.Meta.ResultCount} events and shows {count}");
        if (answer.Meta is null && (count >= page.Size || (count == 0 && page.Token is not null)))
            throw Incomplete("it does not tell whether there are more events");
    }

    private static DmException Incomplete(string what) => new(DmErrorKind.Protocol, $"An answer is not complete: {what}. The checkpoint stays where it was.")
    {
        RecommendedAction = "Run the command again: it begins at the checkpoint, and gives again what came after it.",
    };
}
