namespace TwitterDm.Sandbox.Validation;

internal enum BodyKind
{
    Object,
    List,
    Text,
    Integer,
    Boolean,

    /// <summary>A file, which is base64 in JSON.</summary>
    Bytes,
}

/// <summary>
/// What a body or a value in it must look like. <see cref="BodyValidator"/> applies the rule. Properties that are not in the rule of an
/// object are not allowed, unless the rule says so.
/// </summary>
internal sealed record BodyRule(BodyKind Kind)
{
    private readonly TextPattern? _pattern;

    /// <summary>The properties of an object.</summary>
    public IReadOnlyList<BodyProperty> Properties { get; init; } = [];

    /// <summary>Whether an object can have other properties.</summary>
    public bool AllowsMore { get; init; }

    /// <summary>Properties of which at least one is required, or empty.</summary>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>The rule for each item of a list.</summary>
    public BodyRule? Items { get; init; }

    public int? MinimumItems { get; init; }

    public int? MaximumItems { get; init; }

    public int? MinimumLength { get; init; }

    public int? MaximumLength { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    /// <summary>Whether an integer can also be a string of digits.</summary>
    public bool AllowsDigits { get; init; }

    /// <summary>The allowed values, or null to allow any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The pattern that a string must match, or null.</summary>
    public string? Pattern
    {
        get => _pattern?.Text;
        init => _pattern = TextPattern.Of(value);
    }

    public bool Matches(string text) => _pattern?.Matches(text) ?? true;

    public static BodyRule Object(params BodyProperty[] properties) => new(BodyKind.Object) { Properties = properties };

    public static BodyRule ListOf(BodyRule items) => new(BodyKind.List) { Items = items };

    public static BodyRule Text() => new(BodyKind.Text);

    public static BodyRule Text(string pattern) => new(BodyKind.Text) { Pattern = pattern };

    public static BodyRule Word(params string[] words) => new(BodyKind.Text) { Values = words };

    public static BodyRule Integer(long minimum, long maximum) => new(BodyKind.Integer) { Minimum = minimum, Maximum = maximum };
}

/// <summary>A property of an object.</summary>
internal sealed record BodyProperty(string Name, BodyRule Rule)
{
    public bool Required { get; init; }

    public static BodyProperty Must(string name, BodyRule rule) => new(name, rule) { Required = true };
}
