using System.Collections;
using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>Completes a duration: common ones, or a number with each unit.</summary>
internal sealed class DurationCompleter : ValueCompleter
{
    private static readonly string[] Common = ["15m", "1h", "8h", "1d", "7d"];

    private static readonly (string Unit, string Name)[] Units = [("s", "second"), ("m", "minute"), ("h", "hour"), ("d", "day"), ("w", "week")];

    /// <summary>The durations that a word can become, each in words.</summary>
    /// <param name="word">The word.</param>
    /// <param name="common">What to offer for an empty word.</param>
    public static IEnumerable<(string Value, string Tip)> Offers(string word, IEnumerable<string> common)
        => (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? Units.Select(unit => word + unit.Unit) : common)
            .Where(offer => offer.StartsWith(word, StringComparison.OrdinalIgnoreCase) && TimeText.TryParseDuration(offer, out _))
            .Select(offer => (offer, Describe(offer)));

    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound) => Offers(word, Common);

    private static string Describe(string duration)
    {
        var count = duration[..^1];
        var name = Array.Find(Units, unit => duration.EndsWith(unit.Unit, StringComparison.Ordinal)).Name;
        return count is "1" ? $"1 {name}" : $"{count} {name}s";
    }
}
