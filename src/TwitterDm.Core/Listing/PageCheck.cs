using TwitterDm.Api;
using TwitterDm.Json;

namespace TwitterDm.Listing;

/// <summary>
/// Determines whether a part of a page seems to be missing. X reports the number of events with every page, also with an empty one, and a
/// pagination token unless the page is the last one.
/// </summary>
/// <param name="response">The response.</param>
/// <param name="request">The request for the page; a spending limit may have reduced its size.</param>
/// <param name="isStrict">Whether a page that says nothing about its events cannot be empty, because a checkpoint would skip them permanently.</param>
internal sealed class PageCheck(ApiResponse<WireList<WireEvent>> response, PageRequest request, bool isStrict)
{
    private readonly int _count = response.Data is { } events ? events.Count + events.Unreadable : 0;
    private readonly WireMeta? _meta = response.Meta;

    /// <summary>Whether the response contains fewer events than it reports, or none where more pages follow and it does not report that there are none.</summary>
    public bool LacksEvents => _meta?.ResultCount > _count || IsSilent;

    /// <summary>
    /// Whether the response does not say if another page follows. A first page that is not full may lack <c>meta</c>: that is the whole of a
    /// short list, and one with nothing in it is an empty list. A later page exists because X said so. What X says can also be unreadable.
    /// </summary>
    public bool LacksEnd => NextToken is null && !HasEnd
        && (IsEndUnreadable || request.Token is not null || !(_count > 0 ? IsShort : response is { MalformedValues: 0, Problems: [] }));

    /// <summary>
    /// Whether a page that lacks its end can be the last one: it has events, but is not full. An unreadable token is likely one of a next page,
    /// which a checkpoint would skip permanently.
    /// </summary>
    public bool CanBeLast => _count > 0 && IsShort && !(isStrict && IsEndUnreadable);

    /// <summary>The token of the next page. An empty one means that there is none.</summary>
    public string? NextToken => _meta?.NextToken is { Length: > 0 } token ? token : null;

    private bool IsShort => _count < request.Size;

    private bool HasEnd => _meta is not null && (_count > 0 || _meta.ResultCount is not null) && !IsEndUnreadable;

    private bool IsEndUnreadable => _meta?.Unknown?.ContainsKey("next_token") ?? response.Unknown?.ContainsKey("meta") ?? false;

    private bool IsSilent => _count == 0 && response.Data is null && _meta?.ResultCount is null && NextToken is not null;

    /// <summary>Accepts a page that lacked events each time it was requested, where it has others: X may withhold an event.</summary>
    /// <returns>A problem to report.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: the page has no events at all.</exception>
    public DmProblem Accept()
    {
        var lack = IsSilent
            ? "The response contains no events, and does not report how many there are"
            : FormattableString.Invariant($"The response reports {_meta?.ResultCount} events but contains {_count}");
        return _count == 0 && (isStrict || !IsSilent)
            ? throw Incomplete(lack)
            : new DmProblem { Title = "Incomplete response", Detail = $"{lack}, even after it was requested again." };
    }

    /// <summary>An error about a page that does not say whether it is the last one.</summary>
    public static DmException WithoutEnd(DmProblem? problem)
        => Incomplete("The response does not say whether more events follow", problem);

    private static DmException Incomplete(string what, DmProblem? problem = null)
        => new(DmErrorKind.Protocol, $"{what}, even after it was requested again.{(problem is { IsDescribed: true } ? $" X reports: {problem}" : string.Empty)}")
        {
            RecommendedAction = "Try again later. No event is lost.",
            Problem = problem,
        };
}
