using System.Collections;
using System.Globalization;

namespace TwitterDm.Binding;

/// <summary>Completes the ids of events that this session has read last; makes no request.</summary>
internal sealed class EventCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Tip)> Complete(string word, IDictionary bound)
        => (ConnectionOf(bound)?.GetSeenEvents() ?? [])
            .DistinctBy(item => item.Id, StringComparer.Ordinal)
            .Where(item => item.Id.StartsWith(word, StringComparison.Ordinal))
            .Select(item => (item.Id, Tip(item)));

    private static string Tip(DmEvent item)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{item.CreatedAt:yyyy-MM-dd HH:mm} {item.Sender?.ToString() ?? item.EventType}: {item.Text ?? item.EventTypeName}");
}
