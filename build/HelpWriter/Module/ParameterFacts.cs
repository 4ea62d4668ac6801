namespace TwitterDm.HelpWriter.Module;

/// <summary>The metadata of a parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">The short name of its type; for a nullable type, that of the underlying type.</param>
/// <param name="IsSwitch">Whether it is a switch parameter.</param>
/// <param name="TakesMany">Whether it accepts a list.</param>
/// <param name="Values">The accepted values, if they are known from an enum or a validation set.</param>
/// <param name="Aliases">Its aliases.</param>
/// <param name="SupportsWildcards">Whether its value supports wildcards.</param>
/// <param name="Places">Its declaration in each parameter set that includes it.</param>
internal sealed record ParameterFacts(
    string Name,
    string TypeName,
    bool IsSwitch,
    bool TakesMany,
    IReadOnlyList<string> Values,
    IReadOnlyList<string> Aliases,
    bool SupportsWildcards,
    IReadOnlyList<ParameterPlace> Places)
{
    /// <summary>Its declaration in a parameter set; null if the set does not include it.</summary>
    public ParameterPlace? In(string parameterSet) => Places.FirstOrDefault(place => place.IsIn(parameterSet));

    /// <summary>Its declarations combined, as shown in the list of parameters.</summary>
    public ParameterPlace Everywhere => new(
        ParameterPlace.AllSets,
        Places.Any(place => place.IsMandatory),
        Places.Select(place => place.Position).FirstOrDefault(position => position is not null),
        Places.Any(place => place.ByValue),
        Places.Any(place => place.ByPropertyName));
}
