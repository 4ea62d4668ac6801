using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Accounts;

/// <summary>
/// Recognizes ids that a spreadsheet has probably rounded: it keeps 15 digits of a number, so that the last ones become zeros. One id in a
/// thousand ends like that, so an id that X has shown is not reported. Thread-safe, bounded.
/// </summary>
internal sealed class RoundedIds
{
    private const int MinDigits = 16;
    private const string Zeros = "000";

    private readonly object _gate = new();
    private readonly RecentIds _seen = new();
    private readonly RecentIds _reported = new();

    /// <summary>Whether an id could have been rounded.</summary>
    public static bool IsSuspect(string? id) => id is { Length: >= MinDigits } && id.EndsWith(Zeros, StringComparison.Ordinal);

    /// <summary>Remembers that X has shown an id.</summary>
    public void Add(string? id)
    {
        if (!IsSuspect(id))
            return;
        lock (_gate)
            _seen.Add(id!);
    }

    /// <summary>Warns about an id that looks rounded and that X has not shown; once for each id.</summary>
    public void Check(string? id, INoticeSink? notices)
    {
        if (!IsSuspect(id) || notices is null)
            return;
        lock (_gate)
        {
            if (_seen.Has(id!) || !_reported.Add(id!))
                return;
        }

        notices.Post(
            new DmWarningNotice(
                $"The id {VisibleText.Of(id, 60)} ends in three zeros, as if a spreadsheet had rounded it. If so, it belongs to someone or something else.")
            {
                Reason = DmErrorReason.IdPossiblyRounded,
            });
    }
}
