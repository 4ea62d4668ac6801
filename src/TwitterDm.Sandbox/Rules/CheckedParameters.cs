namespace TwitterDm.Sandbox.Rules;

/// <summary>The parameters of a request that has passed its rules, and its body.</summary>
internal sealed class CheckedParameters(IReadOnlyDictionary<string, string> values, CheckedBody? body = null)
{
    /// <summary>The body, where the endpoint takes one.</summary>
    public CheckedBody Body => body ?? throw new InvalidOperationException("This endpoint takes no body.");

    public string? Text(ParameterRule rule) => values.GetValueOrDefault(rule.Name);

    public int? Integer(ParameterRule rule) =>
        Text(rule) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<string> List(ParameterRule rule) => Text(rule)?.Split(',') ?? [];

    public CheckedParameters With(CheckedBody? checkedBody) => new(values, checkedBody);
}
