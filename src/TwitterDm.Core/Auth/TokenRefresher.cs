using TwitterDm.Notices;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>
/// Spends a refresh token so that nobody is locked out: under the lock of the store it reads again (another process may have refreshed),
/// makes sure that the result can be written, spends, writes, and only then is the result used. Stored tokens are never deleted.
/// </summary>
/// <param name="endpoint">X's token endpoint.</param>
/// <param name="store">Where the profile is kept; null where it is not, or not yet.</param>
/// <param name="clock">Makes the pauses between attempts.</param>
/// <param name="onRefresh">Hears of every new token set, after it is stored.</param>
internal sealed class TokenRefresher(TokenEndpoint endpoint, IProfileStore? store, TimeProvider clock, Action<TokenSet>? onRefresh)
{
    // The answer of an attempt can be lost on the way. If the token was spent, X refuses it now; if not, the next attempt works.
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // What this process has spent: a store that still holds one of these is older than what is in use, because saving failed.
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);

    private volatile IProfileStore? _store = store;

    /// <summary>From now on, the tokens are kept there.</summary>
    public void KeepIn(IProfileStore place) => _store = place;

    /// <summary>Refreshes.</summary>
    /// <param name="stale">What is not good any more.</param>
    /// <param name="use">Takes the new tokens into use, whatever becomes of storing them.</param>
    /// <param name="notices">Receives what a person may want to know; null for no one.</param>
    /// <exception cref="DmException">The refresh was refused, or the store cannot be written: then nothing was spent.</exception>
    public async Task RefreshAsync(TokenSet stale, Action<TokenSet> use, INoticeSink? notices)
    {
        if (_store is not { } place)
        {
            var unkept = await SpendAsync(stale.RefreshToken!, "was given").ConfigureAwait(false);
            use(unkept);
            Tell(unkept, notices);
            return;
        }

        using var held = await place.LockAsync(CancellationToken.None).ConfigureAwait(false);
        var stored = await place.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (stored is not null && IsNewer(stored, stale) && !(stored.ExpiresAt <= clock.GetUtcNow()))
        {
            notices.Verbose($"Another process has refreshed the tokens: they are taken from {place.Place}.");
            use(stored.Tokens());
            return;
        }

        await place.CheckWritableAsync(CancellationToken.None).ConfigureAwait(false);
        var newest = stored is not null && IsNewer(stored, stale) ? stored.RefreshToken : null;
        var fresh = await SpendOrTakeStoredAsync(place, newest ?? stale.RefreshToken!, stale).ConfigureAwait(false);
        try
        {
            await SaveAsync(place, stored, fresh, notices).ConfigureAwait(false);
        }
        finally
        {
            use(fresh);
        }

        Tell(fresh, notices);
    }

    private bool IsNewer(StoredProfile stored, TokenSet stale)
        => !string.Equals(stored.AccessToken, stale.AccessToken, StringComparison.Ordinal)
        && !(stored.RefreshToken is { } refreshToken && _spent.Contains(refreshToken));

    // A refusal can mean that somebody without the lock was faster: the store is read once more before it counts.
    private async Task<TokenSet> SpendOrTakeStoredAsync(IProfileStore from, string refreshToken, TokenSet stale)
    {
        try
        {
            return await SpendAsync(refreshToken, $"{from.Place} holds").ConfigureAwait(false);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.Authentication)
        {
            var again = await from.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (again is null || !IsNewer(again, stale))
                throw;
            return again.Tokens();
        }
    }

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
            catch (DmException exception) when (exception.Kind == DmErrorKind.Service && attempt < Attempts)
            {
                await Task.Delay(Pause * attempt, clock).ConfigureAwait(false);
            }
            catch (DmException exception) when (exception.Kind == DmErrorKind.Authentication)
            {
                throw Refused(exception, origin);
            }
        }
    }

    private async Task SaveAsync(IProfileStore to, StoredProfile? stored, TokenSet fresh, INoticeSink? notices)
    {
        if (stored is null)
            return;
        try
        {
            await to.WriteAsync(stored.With(fresh, clock.GetUtcNow()), CancellationToken.None).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            notices?.Post(new DmErrorNotice(NotSaved(to, exception)));
        }
    }

    private void Tell(TokenSet fresh, INoticeSink? notices)
    {
        notices.Verbose("The access token was refreshed.");
        onRefresh?.Invoke(fresh);
    }

    private static DmException Refused(DmException cause, string origin) => new(
        DmErrorKind.Authentication, $"X refused the refresh token that {origin}, and the access token has ended: {cause.Message}", cause)
    {
        StatusCode = cause.StatusCode,
        Request = cause.Request,
        RecommendedAction = "A refresh token works once: another program has used it, a refresh was cut off before its result was saved, "
            + "or the app's access was taken away. Sign in again: Connect-TwitterDm with -ClientId, and -SaveAs to keep it.",
    };

    private static DmException NotSaved(IProfileStore to, DmException cause) => new(
        DmErrorKind.Authentication, $"The tokens were refreshed, but could not be saved to {to.Place}: {cause.Message}", cause)
    {
        RecommendedAction = "This session goes on with the new tokens, but the saved ones are spent. Mend the place, and sign in again with -SaveAs before the session ends.",
    };
}
