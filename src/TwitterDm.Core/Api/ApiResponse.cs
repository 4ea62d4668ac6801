using TwitterDm.Problems;

namespace TwitterDm.Api;

/// <summary>The envelope of every response of the API; each part can be absent.</summary>
/// <typeparam name="T">The type of <c>data</c>.</typeparam>
internal sealed class ApiResponse<T>
    where T : class
{
    public T? Data { get; set; }

    public WireIncludes? Includes { get; set; }

    public WireMeta? Meta { get; set; }

    public IReadOnlyList<WireProblem>? Errors { get; set; }
}

internal sealed class WireMeta
{
    public string? NextToken { get; set; }

    public int? ResultCount { get; set; }
}
