namespace TwitterDm.HelpWriter.Module;

/// <summary>How a parameter stands in one parameter set, or in all of them.</summary>
/// <param name="ParameterSet">The set's name, or <see cref="AllSets"/>.</param>
/// <param name="IsMandatory">Whether it has to be given.</param>
/// <param name="Position">Its position; null where its name has to be given.</param>
/// <param name="ByValue">Whether it takes objects from the pipeline.</param>
/// <param name="ByPropertyName">Whether it takes a property of objects from the pipeline.</param>
internal sealed record ParameterPlace(string ParameterSet, bool IsMandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>PowerShell's name for a parameter that is in every set.</summary>
    public const string AllSets = "__AllParameterSets";

    public bool IsIn(string parameterSet)
        => ParameterSet is AllSets || string.Equals(ParameterSet, parameterSet, StringComparison.OrdinalIgnoreCase);
}
