namespace TwitterDm.HelpWriter.Module;

/// <summary>The parameters that PowerShell adds to every cmdlet with SupportsShouldProcess. The pages do not repeat them.</summary>
internal static class ShouldProcessParameters
{
    private static readonly Dictionary<string, string> _descriptions = new(StringComparer.Ordinal)
    {
        ["WhatIf"] = "Shows what would happen if the cmdlet runs. The cmdlet is not run.",
        ["Confirm"] = "Prompts you for confirmation before running the cmdlet.",
    };

    public static IReadOnlyList<ParameterFacts> All { get; } = [Switch("WhatIf", "wi"), Switch("Confirm", "cf")];

    /// <summary>The standard description of one of these parameters; null for any other.</summary>
    public static string? Describe(ParameterFacts parameter) => _descriptions.GetValueOrDefault(parameter.Name);

    private static ParameterFacts Switch(string name, string alias) => new(
        name,
        "SwitchParameter",
        IsSwitch: true,
        TakesMany: false,
        Values: [],
        [alias],
        SupportsWildcards: false,
        [new(ParameterPlace.AllSets, IsMandatory: false, Position: null, ByValue: false, ByPropertyName: false)]);
}
