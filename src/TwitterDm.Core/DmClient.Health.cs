using System.Globalization;
using System.Runtime.CompilerServices;
using TwitterDm.Api;
using TwitterDm.Auth.SignIn;

namespace TwitterDm;

/// <content>The health check.</content>
public sealed partial class DmClient
{
    // X refuses signatures of OAuth 1.0a that are five minutes off; well before that, tokens are refreshed too late.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Checks whether the connection works and will go on working: reach, clock, token, scopes, refresh token, store, chat key and rate
    /// limits. Takes one request, and another one with a chat key.
    /// </summary>
    /// <param name="detailed">Whether to read the newest classic event and the list of X Chat conversations, too, which costs more.</param>
    /// <param name="advise">Writes the advice for an error; null for what the error itself recommends.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The checks, as they are done. A failed one does not end them.</returns>
    public async IAsyncEnumerable<DmCheck> CheckHealthAsync(
        bool detailed, Func<DmException, string?>? advise = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var failure = await TryAsync(async () =>
                _connection.Account.Keep(await _client.Value.GetMeAsync(cancellationToken).ConfigureAwait(false)))
            .ConfigureAwait(false);
        var isReached = failure is null or { StatusCode: not null, Kind: not (DmErrorKind.Service or DmErrorKind.Protocol) };
        yield return isReached
            ? DmCheck.Pass("Reach", $"{_connection.ApiBaseUri.Authority} answers.")
            : DmCheck.Fail("Reach", failure!, advise);
        yield return CheckClock();
        yield return CheckToken(isReached ? failure : null, advise);
        if (_connection.Scopes.Count > 0)
            yield return CheckScopes();
        if (_connection.Method == DmAuthenticationMethod.OAuth2)
            yield return CheckRefreshToken();
        if (_connection.Store is { } store)
        {
            var unwritable = await TryAsync(async () =>
                {
                    using var locked = await store.LockAsync(cancellationToken).ConfigureAwait(false);
                    await locked.CheckWritableAsync(cancellationToken).ConfigureAwait(false);
                })
                .ConfigureAwait(false);
            yield return unwritable is null
                ? DmCheck.Pass("Store", $"New tokens can be saved in {store.Place}.")
                : DmCheck.Fail("Store", unwritable, advise);
        }

        if (failure is null)
            yield return await CheckChatKeyAsync(advise, cancellationToken).ConfigureAwait(false);
        yield return CheckLimits();
        if (detailed && failure is null)
        {
            yield return await CheckClassicListAsync(advise, cancellationToken).ConfigureAwait(false);
            yield return await CheckChatListAsync(advise, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<DmException?> TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return null;
        }
        catch (DmException exception)
        {
            return exception;
        }
    }

    private DmCheck CheckClock()
    {
        var offset = _connection.Account.ServerNow - _connection.Account.Clock.GetUtcNow();
        var words =
            offset.Duration() < TimeSpan.FromSeconds(1)
                ? "The clock of this computer agrees with X."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The clock of this computer is {Math.Abs(offset.TotalSeconds):0} s {(offset > TimeSpan.Zero ? "behind" : "ahead of")} X.");
        return offset.Duration() <= MaxSkew
            ? DmCheck.Pass("Clock", words)
            : DmCheck.Warn("Clock", words, "Set the clock, or let it be set by a time server.");
    }

    private DmCheck CheckToken(DmException? failure, Func<DmException, string?>? advise)
    {
        if (failure is not null)
            return DmCheck.Fail("Token", failure, advise);
        var method = $"{_connection.User} is signed in with {_connection.AuthenticationMethod}";
        return _connection.ExpiresAt is { } expiry
            ? DmCheck.Pass(
                "Token",
                string.Create(CultureInfo.InvariantCulture, $"{method}; the access token is valid until {expiry:yyyy-MM-dd HH:mm}."))
            : DmCheck.Pass("Token", $"{method}.");
    }

    private DmCheck CheckScopes()
    {
        var missing = PkceSignInOptions.DefaultScopes.Except(_connection.Scopes, StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? DmCheck.Pass("Scopes", $"The token has every scope that this library uses: {string.Join(" ", _connection.Scopes)}.")
            : DmCheck.Warn(
                "Scopes",
                $"The token lacks {string.Join(", ", missing)}.",
                "Sign in again with these scopes, if you need what they allow.");
    }

    private DmCheck CheckRefreshToken()
        => _connection switch
        {
            { IsSandbox: true } => DmCheck.Pass("RefreshToken", "A sandbox needs none."),
            { IsRefreshable: false } => DmCheck.Warn(
                "RefreshToken",
                "There is no refresh token: when the access token expires, after two hours at most, you have to sign in again.",
                "Sign in with the scope offline.access."),
            { IsTokenKept: false } => DmCheck.Warn(
                "RefreshToken",
                "The refresh token works once, and the next one is not saved.",
                "Save the sign-in, or store each new token set."),
            _ => DmCheck.Pass("RefreshToken", "Each new refresh token is kept."),
        };

    private DmCheck CheckLimits()
    {
        var all = _connection.RateLimits;
        var used = all.Where(limit => limit.Remaining == 0 && limit.ResetsAtUtc > _connection.Account.ServerNow).ToArray();
        return used.Length == 0
            ? DmCheck.Pass(
                "Limits",
                all.MinBy(limit => limit.Remaining) is { } lowest
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"No window of the {all.Count} that X has reported is used up. The lowest remaining limit is {lowest}.")
                    : "X has reported no limit yet.")
            : DmCheck.Warn(
                "Limits",
                string.Join(
                    "; ",
                    used.Select(limit =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{limit.Endpoint}: all {limit.Limit} requests are used until {limit.ResetsAt:HH:mm}"))),
                "Wait until the window has ended.");
    }

    private async Task<DmCheck> CheckClassicListAsync(Func<DmException, string?>? advise, CancellationToken cancellationToken)
    {
        DmEvent? newest = null;
        var failure = await TryAsync(async () =>
            {
                await foreach (var item in ListEvents(new DmEventQuery { First = 1, Sources = [DmSource.Classic] })
                        .WithCancellation(cancellationToken)
                        .ConfigureAwait(false))
                    newest = item;
            })
            .ConfigureAwait(false);
        return (failure, newest) switch
        {
            ({ } error, _) => DmCheck.Fail("ClassicList", error, advise),
            (_, null) => DmCheck.Warn(
                "ClassicList",
                "X lists no event of the last 30 days.",
                "Most new messages are X Chat messages, which are encrypted and not in this list."),
            (_, { } item) => DmCheck.Pass(
                "ClassicList",
                string.Create(CultureInfo.InvariantCulture, $"The newest event is from {item.CreatedAt:yyyy-MM-dd HH:mm}.")),
        };
    }
}
