namespace TwitterDm.Sandbox.Rules;

internal enum BodyKind
{
    Object,
    List,
    Text,
    Integer,
    Boolean,

    /// <summary>A file: base64 in JSON.</summary>
    Bytes,
}

/// <summary>
/// What a body, or a value in it, may be. A rule says what it is; <see cref="BodyCheck"/> applies it. No object takes a property that its
/// rule does not name.
/// </summary>
internal sealed record BodyRule(BodyKind Kind)
{
    private readonly TextPattern? _pattern;

    /// <summary>What an object holds.</summary>
    public IReadOnlyList<BodyProperty> Properties { get; init; } = [];

    /// <summary>Names of which at least one has to be there; empty: none has to.</summary>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>What each item of a list is.</summary>
    public BodyRule? Items { get; init; }

    public int? MinimumItems { get; init; }

    public int? MaximumItems { get; init; }

    public int? MinimumLength { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    /// <summary>The words that are allowed; null: any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The pattern of a text; null: none.</summary>
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
