namespace TwitterDm.Sandbox.Validation;

/// <summary>Validates the parameters of a request to one endpoint.</summary>
internal sealed class ParameterValidator
{
    private readonly Dictionary<SandboxVocabulary, IReadOnlyList<ParameterRule>> _rules;

    public ParameterValidator(IReadOnlyList<ParameterRule> rules) =>
        _rules = Enum.GetValues<SandboxVocabulary>()
            .ToDictionary(vocabulary => vocabulary, vocabulary => LegacyNames.RulesIn(vocabulary, rules));

    /// <summary>Returns the validation errors. Without errors, <paramref name="parameters"/> are valid.</summary>
    public IReadOnlyList<ValidationError> Validate(
        IReadOnlyDictionary<string, string> path,
        IReadOnlyList<KeyValuePair<string, string>> query,
        SandboxVocabulary vocabulary,
        out ValidatedParameters parameters)
    {
        var rules = _rules[vocabulary];
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = new List<ValidationError>();
        errors.AddRange(UnknownNames(query, rules));
        foreach (var rule in rules)
        {
            var given = rule.Place == ParameterPlace.Path ? [path[rule.Name]] : ValuesOf(query, rule.Name);
            if (given.Count == 0 && rule.Required)
                errors.Add(ValidationError.Missing(rule));
            else if (given.Count > 1)
                errors.Add(ValidationError.Repeated(rule, given));
            else if (given.Count == 1 && ValidateValue(rule, given[0]) is { } error)
                errors.Add(error);
            else if (given.Count == 1)
                values[rule.Name] = given[0];
        }

        parameters = new ValidatedParameters(values);
        return errors;
    }

    private static List<string> ValuesOf(IReadOnlyList<KeyValuePair<string, string>> query, string name)
    {
        var values = new List<string>();
        foreach (var pair in query)
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
                values.Add(pair.Value);
        }

        return values;
    }

    private static IEnumerable<ValidationError> UnknownNames(
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyList<ParameterRule> rules)
    {
        var known = rules.Where(rule => rule.Place == ParameterPlace.Query).Select(rule => rule.Name).ToList();
        return query
            .Where(pair => !known.Contains(pair.Key, StringComparer.Ordinal))
            .Select(pair => ValidationError.Unknown(pair.Key, pair.Value, known));
    }

    private static ValidationError? ValidateValue(ParameterRule rule, string value) => rule.Kind switch
    {
        ParameterKind.Integer => ValidateInteger(rule, value),
        ParameterKind.List => ValidateList(rule, value),
        _ => ValidateText(rule, value),
    };

    private static ValidationError? ValidateInteger(ParameterRule rule, string value)
    {
        if (!NumberText.TryParseInteger(value, out var number) || number is < int.MinValue or > int.MaxValue)
            return ValidationError.Value(rule, value, "is not a valid number");
        return number < rule.Minimum || number > rule.Maximum
            ? ValidationError.Value(rule, value, $"is not between {rule.Minimum} and {rule.Maximum}")
            : null;
    }

    private static ValidationError? ValidateText(ParameterRule rule, string value)
    {
        if (value.Length < rule.MinimumLength)
            return ValidationError.Value(rule, value, "is not valid");
        if (rule.Values?.Contains(value, StringComparer.Ordinal) == false)
            return ValidationError.Value(rule, value, $"is not one of [{string.Join(',', rule.Values)}]");
        return rule.Matches(value) ? null : ValidationError.Value(rule, value, $"does not match {rule.Pattern}");
    }

    private static ValidationError? ValidateList(ParameterRule rule, string value)
    {
        if (value.Length == 0)
            return ValidationError.Missing(rule);
        var items = value.Split(',');
        if (items.Length > rule.MaximumItems)
            return ValidationError.Value(rule, value, $"has {items.Length} values, more than {rule.MaximumItems}");
        if (rule.UniqueItems && items.Distinct(StringComparer.Ordinal).Count() < items.Length)
            return ValidationError.Value(rule, value, "contains a value twice");
        var allowed = rule.Values ?? [];
        foreach (var item in items)
        {
            if (allowed.Count > 0 && !allowed.Contains(item, StringComparer.Ordinal))
                return ValidationError.Value(rule, item, $"is not one of [{string.Join(',', allowed)}]");
            if (!rule.Matches(item))
                return ValidationError.Value(rule, item, $"does not match {rule.Pattern}");
        }

        return null;
    }
}
