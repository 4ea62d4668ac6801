using TwitterDm.Sandbox.Authentication;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>
/// Issues a token for each form that is shown, and remembers what the form is about. A token is unguessable, works once, and only in the
/// browser that it was issued to.
/// </summary>
internal sealed class AntiforgeryTokens<T>(TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private readonly Dictionary<string, (T State, BrowserCookie Browser, DateTimeOffset ExpiresAt)> _pending = new(StringComparer.Ordinal);

    public string Issue(T state, BrowserCookie browser)
    {
        var now = clock.GetUtcNow();
        var token = Secrets.New("");
        lock (_gate)
        {
            // Forget forms that were never submitted.
            foreach (var (expired, _) in _pending.Where(pair => pair.Value.ExpiresAt <= now).ToList())
                _pending.Remove(expired);
            _pending[token] = (state, browser, now + Lifetime);
        }

        return token;
    }

    /// <summary>Redeems a token. Returns null if it is unknown, used, expired, or was issued to another browser.</summary>
    public T? Redeem(string? token, BrowserCookie? browser)
    {
        lock (_gate)
        {
            if (token is null
                || browser is null
                || !_pending.TryGetValue(token, out var entry)
                || !Secrets.Equal(entry.Browser.Value, browser.Value))
            {
                return null;
            }

            _pending.Remove(token);
            return entry.ExpiresAt > clock.GetUtcNow() ? entry.State : null;
        }
    }
}
