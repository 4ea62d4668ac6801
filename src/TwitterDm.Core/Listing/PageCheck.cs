using TwitterDm.Api;

namespace TwitterDm.Listing;

/// <summary>
/// What a run with a checkpoint looks at twice: an answer of which a part seems to be missing. Elsewhere it is read as far as it goes; here
/// the checkpoint would pass over what it does not show, for ever.
/// </summary>
/// <param name="meta">What the answer tells about itself.</param>
/// <param name="count">How many events it shows.</param>
/// <param name="mostCount">How many were asked for.</param>
/// <param name="isFirst">Whether it is the list's first page.</param>
internal sealed class PageCheck(WireMeta? meta, int count, int mostCount, bool isFirst)
{
    /// <summary>Whether it shows fewer events than it tells of.</summary>
    public bool LacksEvents => meta?.ResultCount > count;

    /// <summary>Whether it does not tell if anything follows.</summary>
    public bool LacksEnd => meta is null && !(count == 0 && isFirst);

    /// <summary>Takes an answer that was the same each time: a page that is not full can be the last one, and X can keep an event to itself.</summary>
    /// <returns>What is to be told about it; null for nothing.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: it cannot be taken for whole.</exception>
    public DmProblem? Settle()
    {
        var lack = FormattableString.Invariant($"It tells of {meta?.ResultCount} events and shows {count}");
        if (LacksEvents && count == 0)
            throw Incomplete(lack);
        if (LacksEnd && (count == 0 || count >= mostCount))
            throw Incomplete("It does not tell whether there are more events");
        return LacksEvents ? new DmProblem { Title = "Incomplete answer", Detail = $"{lack}, also when it is asked for again." } : null;
    }

    private static DmException Incomplete(string what)
        => new(DmErrorKind.Protocol, $"An answer is not complete. {what}, also when it is asked for again.") { RecommendedAction = "Nothing that was read is lost." };
}
