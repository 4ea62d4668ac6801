namespace TwitterDm.Sandbox.Validation;

internal enum ParameterPlace
{
    Path,
    Query,
}

internal enum ParameterKind
{
    Text,
    Integer,
    List,
}

/// <summary>What a parameter must look like. <see cref="ParameterValidator"/> applies the rule.</summary>
internal sealed record ParameterRule(string Name, ParameterPlace Place, ParameterKind Kind)
{
    private readonly TextPattern? _pattern;

    public bool Required { get; init; }

    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    public int? MinimumLength { get; init; }

    public int? MinimumItems { get; init; }

    public int? MaximumItems { get; init; }

    public bool UniqueItems { get; init; }

    /// <summary>The allowed values of an enumeration or of the items of a list, or null to allow any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The pattern that the text or each item of a list must match, or null.</summary>
    public string? Pattern
    {
        get => _pattern?.Text;
        init => _pattern = TextPattern.Of(value);
    }

    public bool Matches(string text) => _pattern?.Matches(text) ?? true;

    public static ParameterRule Path(string name, string? pattern) =>
        new(name, ParameterPlace.Path, ParameterKind.Text) { Required = true, Pattern = pattern };

    public static ParameterRule Integer(string name, int minimum, int maximum) =>
        new(name, ParameterPlace.Query, ParameterKind.Integer) { Minimum = minimum, Maximum = maximum };

    public static ParameterRule Text(string name, int minimumLength) =>
        new(name, ParameterPlace.Query, ParameterKind.Text) { MinimumLength = minimumLength };

    public static ParameterRule RequiredText(string name, string pattern) =>
        new(name, ParameterPlace.Query, ParameterKind.Text) { Required = true, Pattern = pattern };

    public static ParameterRule Word(string name, params string[] words)
        => new(name, ParameterPlace.Query, ParameterKind.Text) { Values = words };

    public static ParameterRule WordList(string name, params string[] words) =>
        new(name, ParameterPlace.Query, ParameterKind.List) { MinimumItems = 1, UniqueItems = true, Values = words };

    public static ParameterRule RequiredList(string name, int maximumItems, string pattern) =>
        new(name, ParameterPlace.Query, ParameterKind.List)
        {
            Required = true,
            MinimumItems = 1,
            MaximumItems = maximumItems,
            Pattern = pattern,
        };
}
