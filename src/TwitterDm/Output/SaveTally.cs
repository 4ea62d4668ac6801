using System.Globalization;

namespace TwitterDm.Output;

/// <summary>Counts what became of attachments.</summary>
internal sealed class SaveTally
{
    private int _saved;
    private int _present;
    private int _failed;
    private long _bytes;

    /// <summary>The number of attachments so far.</summary>
    public int Count => _saved + _present + _failed;

    public void Add(DmSavedMedia saved)
    {
        if (saved.WasPresent)
        {
            _present++;
            return;
        }

        _saved++;
        _bytes += saved.Length;
    }

    public void AddFailure() => _failed++;

    /// <summary>A line about one attachment.</summary>
    public static string Describe(DmSavedMedia saved)
    {
        var name = saved.Media.FileName is { Length: > 0 } given ? $" The sender calls it '{Text.VisibleText.Of(given, 100)}'." : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{(saved.WasPresent ? "Already there" : "Saved")}: {Text.VisibleText.Of(saved.Path)} ({saved.Length:N0} bytes).{name}");
    }

    /// <summary>What was done, in a sentence.</summary>
    /// <param name="requests">The number of requests.</param>
    public string Describe(long requests) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_saved} {(_saved == 1 ? "attachment was" : "attachments were")} saved ({_bytes:N0} bytes), {_present} {(_present == 1 ? "was" : "were")} there already, {_failed} failed; {requests} {(requests == 1 ? "request" : "requests")}.");
}
