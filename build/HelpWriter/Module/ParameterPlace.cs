namespace TwitterDm.HelpWriter.Module;

/// <summary>The declaration of a parameter in one parameter set, or in all of them.</summary>
/// <param name="ParameterSet">The set's name, or <see cref="AllSets"/>.</param>
/// <param name="IsMandatory">Whether it is mandatory.</param>
/// <param name="Position">Its position; null for a named parameter.</param>
/// <param name="ByValue">Whether it accepts pipeline input by value.</param>
/// <param name="ByPropertyName">Whether it accepts pipeline input by property name.</param>
internal sealed record ParameterPlace(string ParameterSet, bool IsMandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>PowerShell's name for the set of parameters that belong to every set.</summary>
    public const string AllSets = "__AllParameterSets";

    public bool IsIn(string parameterSet)
        => ParameterSet is AllSets || string.Equals(ParameterSet, parameterSet, StringComparison.OrdinalIgnoreCase);
}
