using TwitterDm.Wire;

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
    /// <summary>Whether nothing seems to be missing.</summary>
    public bool IsWhole => meta is null ? count == 0 && isFirst : !LacksEvents;

    private bool LacksEvents => meta?.ResultCount > count;

    /// <summary>Takes an answer that was the same each time: a page that is not full can be the last one.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: it cannot be taken for whole.</exception>
    public void Settle()
    {
        if (LacksEvents)
            throw Incomplete(FormattableString.Invariant($"it tells of {meta!.ResultCount} events and shows {count}"));
        if (!IsWhole && (count == 0 || count >= mostCount))
            throw Incomplete("it does not tell whether there are more events");
    }

    private static DmException Incomplete(string what)
        => new(DmErrorKind.Protocol, $"An answer is not complete, also when it is asked for again: {what}.") { RecommendedAction = "Nothing that was read is lost." };
}
