using TwitterDm.Auth.Store;
using TwitterDm.Notices;

namespace TwitterDm.Auth;

/// <summary>
/// Spends a refresh token so that nobody is locked out: under the lock of the store it reads again (another process may have refreshed),
/// makes sure that the result can be written, spends, writes, and only then is the result used. Stored tokens are never deleted.
/// </summary>
/// <param name="endpoint">X's token endpoint.</param>
/// <param name="store">Where the profile is kept; null where it is not.</param>
/// <param name="clock">Makes the pauses between attempts.</param>
/// <param name="onRefresh">Hears of every new token set, after it is stored.</param>
internal sealed class TokenRefresher(TokenEndpoint endpoint, ITokenStore? store, TimeProvider clock, Action<TokenSet>? onRefresh)
{
    // The answer of an attempt can be lost on the way. If the token was spent, X refuses it now; if not, the next attempt works.
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Refreshes.</summary>
    /// <param name="stale">What is not good any more.</param>
    /// <param name="use">Takes the new tokens into use at once, whatever becomes of storing them.</param>
    /// <param name="options">Who hears about it.</param>
    /// <returns>What to go on with.</returns>
    /// <exception cref="DmException">The refresh was refused, or the store cannot be written: then nothing was spent.</exception>
    public async Task<TokenSet> RefreshAsync(TokenSet stale, Action<TokenSet> use, DmCallOptions options)
    {
        if (store is null)
            return Tell(await SpendAsync(stale.RefreshToken!).ConfigureAwait(false), options);

        using var held = await store.LockAsync(CancellationToken.None).ConfigureAwait(false);
        var stored = await store.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (stored is not null && IsNewer(stored, stale))
        {
            options.Verbose($"Another process has refreshed the tokens: they are taken from {store.Place}.");
            return stored.Tokens();
        }

        await store.CheckWritableAsync(CancellationToken.None).ConfigureAwait(false);
        var fresh = await SpendOrTakeStoredAsync(store, stored?.RefreshToken ?? stale.RefreshToken!, stale).ConfigureAwait(false);
        use(fresh);
        await SaveAsync(store, stored, fresh, options).ConfigureAwait(false);
        return Tell(fresh, options);
    }

    private static bool IsNewer(StoredProfile stored, TokenSet stale)
        => !string.Equals(stored.AccessToken, stale.AccessToken, StringComparison.Ordinal);

    // A refusal can mean that somebody without the lock was faster: the store is read once more before it counts.
    private async Task<TokenSet> SpendOrTakeStoredAsync(ITokenStore from, string refreshToken, TokenSet stale)
    {
        try
        {
            return await SpendAsync(refreshToken).ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.Authentication)
        {
            var again = await from.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (again is null || !IsNewer(again, stale))
                throw;
            return again.Tokens();
        }
    }

    private async Task<TokenSet> SpendAsync(string refreshToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var fresh = await endpoint.RefreshAsync(refreshToken, CancellationToken.None).ConfigureAwait(false);
                return fresh.RefreshToken is not null ? fresh : fresh.WithRefreshToken(refreshToken);
            }
            catch (DmException exception) when (exception.Kind == DmErrorKind.Service && attempt < Attempts)
            {
                await Task.Delay(Pause * attempt, clock).ConfigureAwait(false);
            }
        }
    }

    private async Task SaveAsync(ITokenStore to, StoredProfile? stored, TokenSet fresh, DmCallOptions options)
    {
        if (stored is null)
            return;
        try
        {
            await to.WriteAsync(stored.With(fresh, clock.GetUtcNow()), CancellationToken.None).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            options.Notices?.Post(new DmErrorNotice(NotSaved(to, exception)));
        }
    }

    private TokenSet Tell(TokenSet fresh, DmCallOptions options)
    {
        options.Verbose("The access token was refreshed.");
        onRefresh?.Invoke(fresh);
        return fresh;
    }

    private static DmException NotSaved(ITokenStore to, DmException cause) => new(
        DmErrorKind.Authentication, $"The tokens were refreshed, but could not be saved to {to.Place}: {cause.Message}", cause)
    {
        RecommendedAction = "This session goes on with the new tokens, but the saved ones are spent. Mend the place, and sign in again with -SaveAs before the session ends.",
    };
}
