using System.Collections;
using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>Reads the values of properties, in the types that events have.</summary>
/// <param name="read">Reads a property by name; null where there is none.</param>
/// <param name="isExact">
/// Whether a value of another type than expected is an error, as in a file of our own; otherwise it is converted, since CSV has only texts
/// and JSON has no times.
/// </param>
internal sealed class PropertyValues(Func<object, string, object?> read, bool isExact)
{
    private const string ListSeparator = "; ";

    /// <summary>The values of a line of JSON.</summary>
    public static PropertyValues OfJson { get; } =
        new(
            (source, name) =>
                source is Dictionary<string, object?> members
                    ? members.GetValueOrDefault(name)
                    : throw new FormatException("a list of objects contains something else"),
            isExact: true);

    /// <summary>Whether a property that should be an object is a text, as in the cell of a table.</summary>
    public bool HasCell(object source, string name) => !isExact && read(source, name) is string { Length: > 0 };

    public string? Text(object source, string name) => read(source, name) switch
    {
        null => null,
        string text => text,
        var value when !isExact && value is not IDictionary => ValueText.Of(value),
        _ => throw Unfit(name, "a text"),
    };

    public bool? Flag(object source, string name) => read(source, name) switch
    {
        null or "" when !isExact => null,
        null => null,
        bool flag => flag,
        string text when !isExact && bool.TryParse(text, out var flag) => flag,
        _ => throw Unfit(name, "true or false"),
    };

    public long? Number(object source, string name) => read(source, name) switch
    {
        null => null,
        long number => number,
        int number => number,
        string { Length: 0 } when !isExact => null,
        string text when !isExact && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Unfit(name, "a whole number"),
    };

    public TimeSpan? Duration(object source, string name) => read(source, name) switch
    {
        null => null,
        TimeSpan duration => duration,
        string { Length: 0 } when !isExact => null,
        // As JSON of another program has one.
        { } parts and not string when !isExact && read(parts, nameof(TimeSpan.Ticks)) is long ticks => new(ticks),
        string text when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration) => duration,
        // PowerShell's ConvertTo-Json writes the properties of a duration.
        { } parts when !isExact && read(parts, nameof(TimeSpan.Ticks)) is long ticks => new TimeSpan(ticks),
        _ => throw Unfit(name, "a duration"),
    };

    /// <summary>A time.</summary>
    /// <param name="source">What has the property.</param>
    /// <param name="name">The property with the exact time.</param>
    /// <param name="timestamp">
    /// The property with the same time as text in UTC, which decides where the first one can be read in two ways.
    /// </param>
    public DateTimeOffset? Time(object source, string name, string timestamp) => read(source, name) switch
    {
        string text when isExact => Parse(text) ?? throw Unfit(name, "a time"),
        null when isExact => null,
        DateTimeOffset time => time.ToUniversalTime(),
        DateTime time => Corrected(time, Parse(read(source, timestamp))),
        _ when isExact => throw Unfit(name, "a time"),
        // A date as text is in the culture of the machine that wrote it; the timestamp is not.
        var text => Parse(read(source, timestamp)) ?? Parse(text),
    };

    /// <summary>An object in a property; null where there is none.</summary>
    public object? Part(object source, string name) => read(source, name) switch
    {
        null => null,
        string or ValueType when !isExact => null,
        IDictionary members => members,
        string or ValueType or IEnumerable => throw Unfit(name, "an object"),
        var part => part,
    };

    public DmList<string> Texts(object source, string name) => List(source, name, item => item switch
            {
                string text => text,
                not null when !isExact => ValueText.Of(item),
                _ => throw Unfit(name, "a list of texts"),
            });

    public DmList<T> Parts<T>(object source, string name, Func<object, T> create)
        => read(source, name) is string && !isExact
            ? DmList<T>.Empty
            : List(source, name, item => item is null or string or ValueType ? throw Unfit(name, "a list of objects") : create(item));

    /// <summary>Additional properties; null where there are none.</summary>
    public Dictionary<string, object?>? Members(object source, string name) => read(source, name) switch
    {
        null => null,
        Dictionary<string, object?> members => isExact ? AdditionalValues.ReadMembers(members) : AdditionalValues.WithoutTimes(members),
        _ => isExact ? throw Unfit(name, "an object") : null,
    };

    private DmList<T> List<T>(object source, string name, Func<object?, T> create)
    {
        var list = read(source, name) switch
        {
            null => DmList<T>.Empty,
            string { Length: 0 } when !isExact => DmList<T>.Empty,
            string text when !isExact => new DmList<T>(text.Split(ListSeparator).Select(create)),
            string or IDictionary => throw Unfit(name, "a list"),
            IEnumerable items => new DmList<T>(items.Cast<object?>().Select(create)),
            var single => isExact ? throw Unfit(name, "a list") : new DmList<T>([create(single)]),
        };
        return list.Count == 0 ? DmList<T>.Empty : list;
    }

    // The hour that a change of the clocks repeats exists twice; a copy from another time zone has its own local time.
    private static DateTimeOffset Corrected(DateTime time, DateTimeOffset? timestamp)
    {
        var utc = new DateTimeOffset(time.ToUniversalTime());
        return timestamp is { } other && (utc - other).Duration() >= TimeSpan.FromMilliseconds(1) ? other : utc;
    }

    private static DateTimeOffset? Parse(object? value) => value is null ? null : Parse(ValueText.Of(value));

    private static DateTimeOffset? Parse(string? text)
        => TimeText.TryParseTime(text, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, out var time)
        && text!.Contains('T', StringComparison.Ordinal)
            ? time
            : null;

    private static FormatException Unfit(string name, string expected) => new($"{name} is not {expected}");
}
