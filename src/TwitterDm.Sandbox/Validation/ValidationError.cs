namespace TwitterDm.Sandbox.Validation;

/// <summary>A validation error in the form that X uses.</summary>
/// <param name="Parameter">
/// The parameter, the path in the body such as <c>attachments[0].media_id</c>, or empty for the body as a whole.
/// </param>
/// <param name="Values">The values in the request, if they can be shown.</param>
/// <param name="Message">The message.</param>
internal sealed record ValidationError(string Parameter, IReadOnlyList<string> Values, string Message)
{
    public static ValidationError Unknown(string name, string value, IEnumerable<string> known) =>
        new(name, [value], $"The query parameter [{name}] is not one of [{string.Join(',', known)}]");

    public static ValidationError Missing(ParameterRule rule) =>
        new(rule.Name, [], $"The {Describe(rule)} can not be empty");

    public static ValidationError Repeated(ParameterRule rule, IReadOnlyList<string> values) =>
        new(rule.Name, values, $"The {Describe(rule)} can be given only once");

    public static ValidationError Value(ParameterRule rule, string value, string message) =>
        new(rule.Name, [value], $"The {Describe(rule)} value [{value}] {message}");

    /// <summary>Creates an error in the body.</summary>
    /// <param name="at">The path of the value. <c>$</c> is the body itself.</param>
    /// <param name="message">The rest of a sentence that begins with the path.</param>
    /// <param name="values">The value in the request.</param>
    public static ValidationError InBody(string at, string message, params string[] values) =>
        new(at.Length > 2 ? at[2..] : "", values, $"{at}: {message}");

    private static string Describe(ParameterRule rule) =>
        $"`{rule.Name}` {(rule.Place == ParameterPlace.Path ? "path" : "query")} parameter";
}
