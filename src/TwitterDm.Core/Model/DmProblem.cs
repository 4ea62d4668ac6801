using TwitterDm.Text;

namespace TwitterDm;

/// <summary>A problem as X describes it; the common part of the three formats that X uses.</summary>
public sealed class DmProblem
{
    private const int MaxLine = 600;

    /// <summary>The short name of the problem, such as <c>Not Found Error</c>.</summary>
    public string? Title { get; init; }

    /// <summary>What is wrong this time.</summary>
    public string? Detail { get; init; }

    /// <summary>The address that names the kind of problem, such as <c>https://api.x.com/2/problems/resource-not-found</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The status in the problem, which is not always that of the response.</summary>
    public int? Status { get; init; }

    /// <summary>The parameter that the problem is about.</summary>
    public string? Parameter { get; init; }

    /// <summary>The value that X rejected.</summary>
    public string? Value { get; init; }

    /// <summary>The id of what the problem is about.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The code of the API's older errors, such as 89 for an expired token.</summary>
    public int? Code { get; init; }

    /// <summary>All parameters that X named, where one response has several problems.</summary>
    internal IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>What kind of thing the problem is about, such as <c>user</c>.</summary>
    internal string? ResourceType { get; init; }

    internal bool IsNotFound => Type?.EndsWith("/resource-not-found", StringComparison.Ordinal) ?? false;

    /// <summary>Whether the detail of a not-found problem says why, such as that a user is suspended.</summary>
    internal bool SaysMore
        => !string.IsNullOrWhiteSpace(Detail) && !Detail.StartsWith("Could not find", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether X says anything about it.</summary>
    internal bool IsDescribed => !string.IsNullOrWhiteSpace(Title) || !string.IsNullOrWhiteSpace(Detail) || Code is not null;

    /// <summary>Title and detail in one line, fit for a terminal.</summary>
    public override string ToString()
    {
        var words = new[] { Title, Detail }.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.Ordinal);
        var line = VisibleText.Of(string.Join(": ", words).Trim(), MaxLine);
        return (line, Code) switch
        {
            ("", null) => "no details are given",
            ("", _) => $"code {Code}",
            (_, null) => line,
            _ => $"{line} (code {Code})",
        };
    }
}
