using System.Collections;

namespace TwitterDm.Binding;

/// <summary>Completes the time zones of this machine.</summary>
internal sealed class TimeZoneCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => TimeZoneInfo.GetSystemTimeZones()
            .Where(zone => zone.Id.Contains(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(zone => !zone.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .ThenBy(zone => zone.Id, StringComparer.OrdinalIgnoreCase)
            .Select(zone => (zone.Id, zone.DisplayName));
}
