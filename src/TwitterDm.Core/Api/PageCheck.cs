using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>
/// Determines whether a part of a page seems to be missing. X reports the number of events with every page, also with an empty one, and a
/// pagination token unless the page is the last one; for X Chat, also whether there are more.
/// </summary>
internal sealed class PageCheck
{
    private readonly int _count;
    private readonly WireMeta? _meta;
    private readonly PageRequest _request;
    private readonly bool _isStrict;
    private readonly string _what;

    // Whether the response has no list, whether its end cannot be read, and whether nothing in it is odd.
    private readonly bool _hasNoData;
    private readonly bool _isEndUnreadable;
    private readonly bool _isPlain;

    private PageCheck(
        int count,
        WireMeta? meta,
        PageRequest request,
        bool isStrict,
        string what,
        bool hasNoData,
        bool isEndUnreadable,
        bool isPlain)
    {
        _count = count;
        _meta = meta;
        _request = request;
        _isStrict = isStrict;
        _what = what;
        _hasNoData = hasNoData;
        _isEndUnreadable = isEndUnreadable;
        _isPlain = isPlain;
    }

    /// <summary>
    /// Whether the response contains fewer events than it reports, or none where more pages follow and it does not report that there are
    /// none.
    /// </summary>
    public bool LacksEvents => _meta?.ResultCount > _count || IsSilent;

    /// <summary>
    /// Whether the response does not say if another page follows. A first page that is not full may lack <c>meta</c>: that is the whole of
    /// a short list, and one with nothing in it is an empty list. A later page exists because X said so. What X says can also be
    /// unreadable.
    /// </summary>
    public bool LacksEnd => NextToken is null && !HasEnd
        && (_isEndUnreadable || _meta?.HasMore is true || _request.Token is not null || !(_count > 0 ? IsShort : _isPlain));

    /// <summary>
    /// Whether a page that lacks its end can be the last one: it has events, but is not full. An unreadable token is likely one of a next
    /// page, which a checkpoint would skip permanently.
    /// </summary>
    public bool CanBeLast => _count > 0 && IsShort && !(_isStrict && (_isEndUnreadable || _meta?.HasMore is true));

    /// <summary>The token of the next page. An empty one means that there is none, and so does X's word that there are no more.</summary>
    public string? NextToken => _meta is { HasMore: not false, NextToken: { Length: > 0 } token } ? token : null;

    private bool IsShort => _count < _request.Size;

    private bool HasEnd
        => _meta is { HasMore: not true } && (_count > 0 || _meta.ResultCount is not null || _meta.HasMore is false) && !_isEndUnreadable;

    private bool IsSilent => _count == 0 && _hasNoData && _meta?.ResultCount is null && NextToken is not null;

    /// <summary>Checks a page.</summary>
    /// <param name="response">The response.</param>
    /// <param name="request">The request for the page; a spending limit may have reduced its size.</param>
    /// <param name="isStrict">
    /// Whether a page that says nothing about its events cannot be empty, because a checkpoint would skip them permanently.
    /// </param>
    /// <param name="what">What is in the list, in the plural.</param>
    public static PageCheck Of<T>(ApiResponse<WireList<T>> response, PageRequest request, bool isStrict, string what = "events") => new(
        response.Data is { } items ? items.Count + items.Unreadable : 0,
        response.Meta,
        request,
        isStrict,
        what,
        response.Data is null,
        response.Meta?.Unknown?.ContainsKey("next_token") ?? response.Unknown?.ContainsKey("meta") ?? false,
        response is { MalformedValues: 0, Problems: [] });

    /// <summary>Accepts a page that lacked events each time it was requested, where it has others: X may withhold an event.</summary>
    /// <returns>A problem to report.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: the page has no events at all.</exception>
    public DmProblem Accept()
    {
        var lack = IsSilent
            ? $"The response contains no {_what}, and does not report how many there are"
            : FormattableString.Invariant($"The response reports {_meta?.ResultCount} {_what} but contains {_count}");
        return _count == 0 && (_isStrict || !IsSilent)
            ? throw Incomplete(lack)
            : new DmProblem { Title = "Incomplete response", Detail = $"{lack}, even after it was requested again." };
    }

    /// <summary>A problem with a page that does not say whether it is the last one, and is taken for it.</summary>
    /// <param name="what">What is in the list, in the plural.</param>
    public static DmProblem AssumedEnd(string what = "events")
        => new()
        {
            Title = "Incomplete response",
            Detail = $"The last page does not say whether more {what} follow, even after it was requested again.",
        };

    /// <summary>An error about a page that does not say whether it is the last one.</summary>
    /// <param name="problem">What X reports about it; null for nothing.</param>
    /// <param name="what">What is in the list, in the plural.</param>
    public static DmException WithoutEnd(DmProblem? problem, string what = "events")
        => Incomplete($"The response does not say whether more {what} follow", problem);

    private static DmException Incomplete(string what, DmProblem? problem = null)
        => new(
            DmErrorKind.Protocol,
            $"{what}, even after it was requested again.{(problem is { IsDescribed: true } ? $" X reports: {problem}" : string.Empty)}")
        {
            RecommendedAction = "Try again later. No event is lost.",
            Problem = problem,
        };
}
