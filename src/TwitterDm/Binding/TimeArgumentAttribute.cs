using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>
/// Reads a time: ISO 8601, a <see cref="DateTime"/> or <see cref="DateOnly"/>, or a duration, which means that long ago. The same in
/// every culture.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeArgumentAttribute : ArgumentTransformationAttribute
{
    private const string Advice =
        "Use a date such as 2026-11-20 or 2026-11-20T08:00Z, a [datetime], or a duration such as 7d, 12h, 30m, 45s or 2w.";

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var now = DateTimeOffset.UtcNow;
        return ArgumentText.Unwrap(inputData) switch
        {
            null => throw ArgumentText.Rejected($"The time is null. Omit the parameter to set no limit. {Advice}"),
            DateTimeOffset time => time,
            DateTime time => ToTime(time),
            DateOnly day => ToTime(day.ToDateTime(TimeOnly.MinValue)),
            TimeSpan ago => TimeText.TrySubtract(now, ago, out var time) ? time : throw Invalid(ago),
            string text => TimeText.TryParseTime(text, now, TimeZoneInfo.Local, out var time) ? time : throw Invalid(text),
            _ => TimeText.TryParseTime(ArgumentText.OfNumber(inputData), now, TimeZoneInfo.Local, out var time)
                ? time
                : throw Invalid(inputData),
        };
    }

    // Without a kind, a time is local.
    private static DateTimeOffset ToTime(DateTime time)
    {
        try
        {
            return new(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Local) : time);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The first and the last day in a time zone away from UTC.
            return time.Year == 1 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        }
    }

    private static ArgumentTransformationMetadataException Invalid(object value)
        => ArgumentText.Rejected($"'{VisibleText.Of(LanguagePrimitives.ConvertTo<string>(value), 60)}' is not a valid time. {Advice}");
}
