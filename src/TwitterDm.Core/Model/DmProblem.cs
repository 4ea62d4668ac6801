using TwitterDm.Text;

namespace TwitterDm;

/// <summary>A problem in X's words; of the three shapes in which X tells problems, this is the common part.</summary>
public sealed class DmProblem
{
    /// <summary>The short name of the problem, such as <c>Not Found Error</c>.</summary>
    public string? Title { get; init; }

    /// <summary>What is wrong this time.</summary>
    public string? Detail { get; init; }

    /// <summary>The address that names the kind of problem, such as <c>https://api.x.com/2/problems/resource-not-found</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The status that X gives in the problem, which is not always that of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>The parameter that the problem is about.</summary>
    public string? Parameter { get; init; }

    /// <summary>The parameter's value that X did not like.</summary>
    public string? Value { get; init; }

    /// <summary>The id of what the problem is about.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The number that the API's older errors have, such as 89 for a token that is not valid any more.</summary>
    public int? Code { get; init; }

    internal bool IsNotFound => Type?.EndsWith("/resource-not-found", StringComparison.Ordinal) ?? false;

    /// <summary>Title and detail in one line, fit for a terminal.</summary>
    public override string ToString()
    {
        var words = new[] { Title, Detail }.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.Ordinal);
        var line = VisibleText.Of(string.Join(": ", words).Trim(), 500);
        return Code is null ? line : $"{line} (code {Code})";
    }
}
