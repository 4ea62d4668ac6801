namespace TwitterDm.Sandbox.Rules;

/// <summary>The parameters of a request that has passed its rules.</summary>
internal sealed class CheckedParameters(IReadOnlyDictionary<string, string> values)
{
    public string? Text(ParameterRule rule) => values.GetValueOrDefault(rule.Name);

    public int? Integer(ParameterRule rule) =>
        Text(rule) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<string> List(ParameterRule rule) => Text(rule)?.Split(',') ?? [];
}
