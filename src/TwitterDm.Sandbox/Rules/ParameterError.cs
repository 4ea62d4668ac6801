namespace TwitterDm.Sandbox.Rules;

/// <summary>One broken rule, told as X tells it: the parameter, its values as they came, and a sentence.</summary>
/// <param name="Parameter">Its name; in a body the way to it, such as <c>attachments[0].media_id</c>; empty for a body as a whole.</param>
/// <param name="Values">The values as they came; empty where there is none to show.</param>
/// <param name="Message">The sentence.</param>
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

    /// <summary>A broken rule of a body.</summary>
    /// <param name="at">The way to the value, with <c>$</c> for the body itself.</param>
    /// <param name="complaint">What is wrong, as the rest of a sentence.</param>
    /// <param name="values">The value as it came.</param>
    public static ParameterError InBody(string at, string complaint, params string[] values) =>
        new(at.Length > 2 ? at[2..] : "", values, $"{at}: {complaint}");

    private static string Describe(ParameterRule rule) =>
        $"`{rule.Name}` {(rule.Place == ParameterPlace.Path ? "path" : "query")} parameter";
}
