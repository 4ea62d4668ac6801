using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>
/// Spends a refresh token without risking a lockout: under the store's lock, it reads the profile (another process may have
/// refreshed), makes sure that the result can be written, spends the token, writes, and only then returns. Stored tokens are never deleted.
/// </summary>
/// <param name="endpoint">X's token endpoint.</param>
/// <param name="store">The store of the profile; null if the tokens are not saved, or not yet.</param>
/// <param name="clock">Measures the delays between attempts.</param>
internal sealed class TokenRefresher(TokenEndpoint endpoint, IProfileStore? store, TimeProvider clock)
{
    // The response to an attempt can be lost. If the token was spent, X refuses it now; if not, the next attempt succeeds.
    private const int MaxAttempts = 3;

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    // The refresh tokens that this process has spent. A store that still holds one is older than the tokens in use, because saving failed.
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);

    private volatile IProfileStore? _store = store;

    /// <summary>Where the tokens are saved; null if they are not.</summary>
    public IProfileStore? Store => _store;

    /// <summary>Saves the tokens there from now on.</summary>
    public void SaveTo(IProfileStore newStore) => _store = newStore;

    /// <summary>
    /// Refreshes, or takes over what another process has refreshed. It cannot be cancelled: a refresh token that was sent is spent.
    /// </summary>
    /// <param name="stale">The tokens that are no longer accepted, or are about to expire.</param>
    /// <exception cref="DmException">The refresh was refused; or the store cannot be written, in which case no token was spent.</exception>
    public async Task<RefreshResult> RefreshAsync(TokenSet stale)
    {
        if (_store is not { } target)
            return Issued(await SpendAsync(stale.RefreshToken!, "was given").ConfigureAwait(false));

        using var locked = await target.LockAsync(CancellationToken.None).ConfigureAwait(false);
        var newer = IsNewer(locked.Profile, stale) ? locked.Profile : null;
        if (newer is not null && !(newer.ExpiresAt <= clock.GetUtcNow()))
            return TakenFrom(target, newer);

        await locked.CheckWritableAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var fresh = await SpendAsync(newer?.RefreshToken ?? stale.RefreshToken!, $"{target.Place} holds").ConfigureAwait(false);
            return Issued(fresh, await TrySaveAsync(target, locked, fresh).ConfigureAwait(false));
        }
        catch (DmException exception) when (exception.Reason == DmErrorReason.RefreshRefused)
        {
            // A program that does not use the lock may have refreshed first, so the store is read once more before the refusal is reported.
            var again = await target.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (!IsNewer(again, stale) || (newer is not null && !IsNewer(again, newer.Tokens())))
                throw;
            return TakenFrom(target, again!);
        }
    }

    /// <summary>Whether a store holds other tokens than the given ones, and none that this process has spent.</summary>
    public bool IsNewer(StoredProfile? stored, TokenSet stale)
        => stored is not null
        && !string.Equals(stored.AccessToken, stale.AccessToken, StringComparison.Ordinal)
        && !(stored.RefreshToken is { } refreshToken && _spent.Contains(refreshToken));

    private async Task<TokenSet> SpendAsync(string refreshToken, string origin)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var fresh = await endpoint.RefreshAsync(refreshToken, CancellationToken.None).ConfigureAwait(false);
                if (fresh.RefreshToken is null)
                    return fresh.WithRefreshToken(refreshToken);
                _spent.Add(refreshToken);
                return fresh;
            }
            catch (DmException exception)
                when (exception.Kind == DmErrorKind.Service && exception.Reason != DmErrorReason.ProxyRefused && attempt < MaxAttempts)
            {
                await Task.Delay(Delay * attempt, clock).ConfigureAwait(false);
            }
            catch (DmException exception)
                when (exception.Kind == DmErrorKind.Authentication && exception.Reason != DmErrorReason.ClientRejected)
            {
                throw Refused(exception, origin);
            }
        }
    }

    /// <returns>Why the tokens could not be saved; null if they were saved, or the profile was removed.</returns>
    private async Task<DmException?> TrySaveAsync(IProfileStore target, ILockedProfile locked, TokenSet fresh)
    {
        if (locked.Profile is not { } profile)
            return null;
        try
        {
            await locked.WriteAsync(profile.With(fresh, clock.GetUtcNow()), CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever the error, the old tokens are spent, so the new ones must reach the caller.
            return NotSaved(target, exception);
        }
    }

    private static RefreshResult Issued(TokenSet tokens, DmException? saveFailure = null) => new(tokens)
    {
        IsIssued = true,
        Notice = saveFailure is null ? new DmVerboseNotice("The access token was refreshed.") : new DmErrorNotice(saveFailure),
    };

    private static RefreshResult TakenFrom(IProfileStore target, StoredProfile profile) => new(profile.Tokens())
    {
        Notice = new DmVerboseNotice($"Another process has refreshed the tokens; they were read from {target.Place}."),
    };

    private static DmException Refused(DmException cause, string origin) => new(
        DmErrorKind.Authentication, $"X refused the refresh token that {origin}, and the access token has expired: {cause.Message}", cause)
    {
        StatusCode = cause.StatusCode,
        Request = cause.Request,
        Reason = DmErrorReason.RefreshRefused,
    };

    private static DmException NotSaved(IProfileStore target, Exception cause) => new(
        DmErrorKind.Authentication, $"The tokens were refreshed, but could not be saved to {target.Place}: {cause.Message}", cause)
    {
        Reason = DmErrorReason.RefreshNotSaved,
    };
}
