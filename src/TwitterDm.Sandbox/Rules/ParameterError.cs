namespace TwitterDm.Sandbox.Rules;

/// <summary>One broken rule, told as X tells it: the parameter, its values as they came, and a sentence.</summary>
internal sealed record ParameterError(string Parameter, IReadOnlyList<string> Values, string Message)
{
    public static ParameterError Unknown(string name, string value, IEnumerable<string> known) =>
        new(name, [value], $"The query parameter [{name}] is not one of [{string.Join(',', known)}]");

    public static ParameterError Missing(ParameterRule rule) =>
        new(rule.Name, [], $"The {Describe(rule)} can not be empty");

    public static ParameterError Repeated(ParameterRule rule, IReadOnlyList<string> values) =>
        new(rule.Name, values, $"The {Describe(rule)} can be given only once");

    public static ParameterError Value(ParameterRule rule, string value, string complaint) =>
        new(rule.Name, [value], $"The {Describe(rule)} value [{value}] {complaint}");

    private static string Describe(ParameterRule rule) =>
        $"`{rule.Name}` {(rule.Place == ParameterPlace.Path ? "path" : "query")} parameter";
}
