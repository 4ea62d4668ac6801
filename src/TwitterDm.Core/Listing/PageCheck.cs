using TwitterDm.Api;

namespace TwitterDm.Listing;

/// <summary>Determines whether a part of a page seems to be missing.</summary>
/// <param name="meta">What the response reports about itself.</param>
/// <param name="count">The number of events in it.</param>
/// <param name="request">The request for the page; a spending limit may have reduced its size.</param>
internal sealed class PageCheck(WireMeta? meta, int count, PageRequest request)
{
    /// <summary>Whether the response contains fewer events than it reports.</summary>
    public bool LacksEvents => meta?.ResultCount > count;

    /// <summary>Whether the response does not say if another page follows.</summary>
    public bool LacksEnd => meta is null && !(count == 0 && request.Token is null);

    /// <summary>
    /// Accepts a page that was the same each time it was requested, where it can be complete: a page that is not full can be the last one,
    /// and X may withhold an event.
    /// </summary>
    /// <returns>A problem to report; null if there is none.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: the page cannot be complete.</exception>
    public DmProblem? Accept()
    {
        var lack = FormattableString.Invariant($"The response reports {meta?.ResultCount} events but contains {count}");
        if (LacksEvents && count == 0)
            throw Incomplete(lack);
        if (LacksEnd && (count == 0 || count >= request.Size))
            throw Incomplete("The response does not say whether more events follow");
        return LacksEvents ? new DmProblem { Title = "Incomplete response", Detail = $"{lack}, even after it was requested again." } : null;
    }

    private static DmException Incomplete(string what)
        => new(DmErrorKind.Protocol, $"{what}, even after it was requested again.") { RecommendedAction = "Try again later. No event is lost." };
}
