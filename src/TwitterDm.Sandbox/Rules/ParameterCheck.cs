using System.Globalization;

namespace TwitterDm.Sandbox.Rules;

/// <summary>Applies the rules of one endpoint to the parameters of a request.</summary>
internal sealed class ParameterCheck
{
    private readonly IReadOnlyList<ParameterRule> _rules;
    private readonly Dictionary<ParameterRule, IReadOnlyList<string>> _words;

    public ParameterCheck(IReadOnlyList<ParameterRule> rules)
    {
        _rules = OlderNames.WithOlder(rules);
        _words = _rules.ToDictionary(rule => rule, OlderNames.WithOlder);
    }

    /// <summary>The broken rules; none, and <paramref name="parameters"/> can be relied on.</summary>
    public IReadOnlyList<ParameterError> Check(
        IReadOnlyDictionary<string, string> path,
        IReadOnlyList<KeyValuePair<string, string>> query,
        out CheckedParameters parameters)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = new List<ParameterError>();
        errors.AddRange(UnknownNames(query));
        foreach (var rule in _rules)
        {
            var given = rule.Place == ParameterPlace.Path ? [path[rule.Name]] : ValuesOf(query, rule.Name);
            if (given.Count == 0 && rule.Required)
                errors.Add(ParameterError.Missing(rule));
            else if (given.Count > 1)
                errors.Add(ParameterError.Repeated(rule, given));
            else if (given.Count == 1 && Complaint(rule, given[0]) is { } error)
                errors.Add(error);
            else if (given.Count == 1)
                values[rule.Name] = given[0];
        }

        parameters = new CheckedParameters(values);
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

    private IEnumerable<ParameterError> UnknownNames(IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var known = _rules.Where(rule => rule.Place == ParameterPlace.Query).Select(rule => rule.Name).ToList();
        return query
            .Where(pair => !known.Contains(pair.Key, StringComparer.Ordinal))
            .Select(pair => ParameterError.Unknown(pair.Key, pair.Value, known));
    }

    private ParameterError? Complaint(ParameterRule rule, string value) => rule.Kind switch
    {
        ParameterKind.Integer => IntegerComplaint(rule, value),
        ParameterKind.List => ListComplaint(rule, value),
        _ => TextComplaint(rule, value),
    };

    private static ParameterError? IntegerComplaint(ParameterRule rule, string value)
    {
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return ParameterError.Value(rule, value, "is not a valid number");
        return number < rule.Minimum || number > rule.Maximum
            ? ParameterError.Value(rule, value, $"is not between {rule.Minimum} and {rule.Maximum}")
            : null;
    }

    private static ParameterError? TextComplaint(ParameterRule rule, string value)
    {
        if (value.Length < rule.MinimumLength)
            return ParameterError.Value(rule, value, "is not valid");
        if (rule.Values?.Contains(value, StringComparer.Ordinal) == false)
            return ParameterError.Value(rule, value, $"is not one of [{string.Join(',', rule.Values)}]");
        return rule.Matches(value) ? null : ParameterError.Value(rule, value, $"does not match {rule.Pattern}");
    }

    private ParameterError? ListComplaint(ParameterRule rule, string value)
    {
        if (value.Length == 0)
            return ParameterError.Missing(rule);
        var items = value.Split(',');
        if (items.Length > rule.MaximumItems)
            return ParameterError.Value(rule, value, $"has {items.Length} values, more than {rule.MaximumItems}");
        if (rule.UniqueItems && items.Distinct(StringComparer.Ordinal).Count() < items.Length)
            return ParameterError.Value(rule, value, "names a value twice");
        var words = _words[rule];
        foreach (var item in items)
        {
            if (words.Count > 0 && !words.Contains(item, StringComparer.Ordinal))
                return ParameterError.Value(rule, item, $"is not one of [{string.Join(',', words)}]");
            if (!rule.Matches(item))
                return ParameterError.Value(rule, item, $"does not match {rule.Pattern}");
        }

        return null;
    }
}
