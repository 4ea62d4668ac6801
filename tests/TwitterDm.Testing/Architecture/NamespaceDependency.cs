namespace TwitterDm.Testing.Architecture;

/// <summary>One namespace uses another.</summary>
/// <param name="From">The namespace that uses the other.</param>
/// <param name="To">The namespace that is used.</param>
/// <param name="Examples">Where, as <c>Type.Member() -> UsedType</c>: each pair of types once, in alphabetical order.</param>
public sealed record NamespaceDependency(string From, string To, IReadOnlyList<string> Examples)
{
    private const int MaxExamples = 5;

    /// <inheritdoc />
    public override string ToString()
    {
        var shown = string.Join("", Examples.Take(MaxExamples).Select(example => $"{Environment.NewLine}      {example}"));
        var rest = Examples.Count > MaxExamples ? $"{Environment.NewLine}      and {Examples.Count - MaxExamples} more" : "";
        return $"{From} -> {To}{shown}{rest}";
    }
}
