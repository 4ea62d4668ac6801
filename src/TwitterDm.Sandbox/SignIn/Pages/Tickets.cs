namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>What the forms under way are about. A form carries a ticket that nobody can guess, that works once, and only in the browser that got it.</summary>
internal sealed class Tickets<T>(TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private readonly Dictionary<string, (T Matter, BrowserKey Browser, DateTimeOffset ExpiresAt)> _open = new(StringComparer.Ordinal);

    public string Issue(T matter, BrowserKey browser)
    {
        var now = clock.GetUtcNow();
        var ticket = Secrets.New("");
        lock (_gate)
        {
            // Pages that nobody answered are forgotten here.
            foreach (var (old, _) in _open.Where(pair => pair.Value.ExpiresAt <= now).ToList())
                _open.Remove(old);
            _open[ticket] = (matter, browser, now + Lifetime);
        }

        return ticket;
    }

    /// <summary>What a form is about; null where its ticket is unknown, used, too old, or another browser's.</summary>
    public T? Take(string? ticket, BrowserKey? browser)
    {
        lock (_gate)
        {
            if (ticket is null || browser is null || !_open.TryGetValue(ticket, out var entry) || !Secrets.Equal(entry.Browser.Value, browser.Value))
                return null;
            _open.Remove(ticket);
            return entry.ExpiresAt > clock.GetUtcNow() ? entry.Matter : null;
        }
    }
}
