using System.Collections;
using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Completes a time: how long ago, or the dates of the last days.</summary>
internal sealed class TimeCompleter : ValueCompleter
{
    private const int Days = 7;

    private static readonly string[] Common = ["1h", "1d", "7d", "30d"];

    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
    {
        var now = DateTimeOffset.Now;
        return DurationCompleter
            .Offers(word, Common)
            .Select(offer => (offer.Value, Tip: Since(offer.Value, now) is { } time ? $"{offer.Tip} ago: {Text(time, "yyyy-MM-dd HH:mm")}" : null))
            .Where(offer => offer.Tip is not null)
            .Select(offer => (offer.Value, offer.Tip!))
            .Concat(
                Enumerable.Range(0, Days)
                    .Select(days => now.AddDays(-days))
                    .Select(day => (Value: Text(day, "yyyy-MM-dd"), Tip: Text(day, "dddd, d MMMM yyyy")))
                    .Where(day => day.Value.StartsWith(word, StringComparison.Ordinal)));
    }

    private static DateTimeOffset? Since(string duration, DateTimeOffset now)
        => TimeText.TryParseTime(duration, now, TimeZoneInfo.Local, out var time) ? time.ToLocalTime() : null;

    private static string Text(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
