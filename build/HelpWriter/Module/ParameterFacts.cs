namespace TwitterDm.HelpWriter.Module;

/// <summary>What the assembly says about a parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">The short name of its type; of the inner type where the type is nullable.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="TakesMany">Whether it takes a list.</param>
/// <param name="Values">The values it takes, where they are known: of an enum, or of a set of values.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="SupportsWildcards">Whether its value may have wildcards.</param>
/// <param name="Places">How it stands in each parameter set that has it.</param>
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
    /// <summary>How it stands in a parameter set; null where it is not part of it.</summary>
    public ParameterPlace? In(string parameterSet) => Places.FirstOrDefault(place => place.IsIn(parameterSet));

    /// <summary>All its places as one: how the list of parameters tells it.</summary>
    public ParameterPlace Everywhere => new(
        ParameterPlace.AllSets,
        Places.Any(place => place.IsMandatory),
        Places.Select(place => place.Position).FirstOrDefault(position => position is not null),
        Places.Any(place => place.ByValue),
        Places.Any(place => place.ByPropertyName));
}
