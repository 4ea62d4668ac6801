using TwitterDm.Auth;
using TwitterDm.Auth.Store;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Auth;

public sealed class RefreshTests
{
    [Fact]
    public async Task A_token_that_ends_in_the_middle_of_a_listing_loses_and_repeats_no_page()
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 450 });
        using var connection = await SignInAsync(api);
        var events = new List<DmEvent>();

        await foreach (var item in new DmClient(connection).ListEvents(new DmEventQuery()).WithinBoundsAsync(api.Clock))
        {
            events.Add(item);
            if (events.Count is 20 or 220)
                api.Clock.Advance(TimeSpan.FromMinutes(119));
        }

        Assert.Equal(450, events.Select(item => item.Id).Distinct().Count());
        Assert.Equal(450, events.Count);
        Assert.Equal(2, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task A_401_before_the_expiry_is_answered_with_a_refresh_too()
    {
        await using var api = await Api.StartAsync();
        var (connection, tokens) = await SignInWithTokensAsync(api);
        using var opened = connection;
        await new TokenEndpoint(new HttpClient(), api.Server.BaseUri, App, api.Clock).RevokeAsync(tokens.AccessToken, CancellationToken.None);

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 3 }, new DmClient(connection)));

        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Requests_that_are_under_way_together_share_one_refresh()
    {
        await using var api = await Api.StartAsync(new SandboxOptions { EventCount = 50 });
        using var connection = await SignInAsync(api);
        api.Clock.Advance(TimeSpan.FromHours(3));

        var listings = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Api.CollectAsync(new DmClient(connection).ListEvents(new DmEventQuery()))));

        Assert.All(await Task.WhenAll(listings).WithinBoundsAsync(api.Clock), events => Assert.Equal(50, events.Count));
        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Every_new_token_set_is_told_and_shows_no_secret()
    {
        await using var api = await Api.StartAsync();
        var told = new List<DmTokenSet>();
        using var connection = await SignInAsync(api, onTokens: told.Add);
        api.Clock.Advance(TimeSpan.FromHours(3));

        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection));

        var set = Assert.Single(told);
        Assert.Equal(api.Clock.GetUtcNow().AddHours(2), set.ExpiresAt);
        Assert.True(api.Server.Api.IsValidAccessToken(new System.Net.NetworkCredential(string.Empty, set.AccessToken).Password));
        Assert.True(api.Server.Api.IsValidRefreshToken(new System.Net.NetworkCredential(string.Empty, set.RefreshToken).Password));
        Assert.Equal("tokens of the app sandbox-public-client", set.ToString());
    }

    [Fact]
    public async Task A_refused_refresh_is_an_authentication_error_and_deletes_nothing()
    {
        await using var api = await Api.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAsync(api, store, refreshToken: "not-this-one");
        await connection.SaveAsync(store, CancellationToken.None);
        var saved = store.Profile;
        api.Clock.Advance(TimeSpan.FromHours(3));

        var (_, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Contains("Connect-TwitterDm", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("not-this-one", error.ToString(), StringComparison.Ordinal);
        Assert.Same(saved, store.Profile);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_found_out_before_the_token_is_spent()
    {
        await using var api = await Api.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        store.Check = () => throw new DmException(DmErrorKind.Authentication, "The disk is full.");
        api.Clock.Advance(TimeSpan.FromHours(3));

        var (_, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Contains("The disk is full.", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Tokens_that_cannot_be_saved_stay_in_use_and_a_loud_error_says_so()
    {
        await using var api = await Api.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        store.Write = () => throw new DmException(DmErrorKind.Authentication, "The disk is gone.");
        api.Clock.Advance(TimeSpan.FromHours(3));
        var client = new DmClient(connection, new TwitterDm.Notices.DmCallOptions { Notices = api.Notices });

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, client));
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, client));

        var error = Assert.Single(api.Notices.Errors);
        Assert.Contains("The disk is gone.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Server.Api.RefreshCount);

        // The next refresh spends what is in use and not what is stored; and it is saved, now that it can be.
        store.Write = () => { };
        api.Clock.Advance(TimeSpan.FromHours(3));
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, client));
        Assert.Equal(2, api.Server.Api.RefreshCount);
        Assert.True(api.Server.Api.IsValidRefreshToken(store.Profile!.RefreshToken!));
    }

    [Fact]
    public async Task What_another_process_refreshed_is_taken_from_the_store()
    {
        await using var api = await Api.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        using var other = await SignInFromStoreAsync(api, store);
        api.Clock.Advance(TimeSpan.FromHours(3));

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(other)));
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));

        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task What_is_saved_under_a_name_is_not_used_before_it_is_replaced()
    {
        await using var api = await Api.StartAsync();
        using var store = new MemoryStore();
        using (var other = await SignInAsync(api, store, account: 2))
            await other.SaveAsync(store, CancellationToken.None);

        using var connection = await SignInAsync(api);
        api.Clock.Advance(TimeSpan.FromHours(3));
        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection));
        await connection.SaveAsync(store, CancellationToken.None);

        Assert.Equal("sandbox_admin", store.Profile!.Username);
        Assert.True(api.Server.Api.IsValidAccessToken(store.Profile.AccessToken));
    }

    [Fact]
    public async Task What_another_process_refreshed_long_ago_is_refreshed_at_once()
    {
        await using var api = await Api.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        using var other = await SignInFromStoreAsync(api, store);
        api.Clock.Advance(TimeSpan.FromHours(3));
        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(other));
        api.Clock.Advance(TimeSpan.FromHours(3));

        var before = api.Server.Requests.Count;
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));

        Assert.Equal(2, api.Server.Requests.Count - before);
    }

    [Fact]
    public async Task Who_starts_later_goes_on_with_what_is_stored()
    {
        await using var api = await Api.StartAsync();
        using var store = new MemoryStore();
        using (var first = await SignInAsync(api, store))
        {
            await first.SaveAsync(store, CancellationToken.None);
            api.Clock.Advance(TimeSpan.FromHours(3));
            await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(first));
        }

        api.Clock.Advance(TimeSpan.FromHours(3));
        using var later = await SignInFromStoreAsync(api, store);

        Assert.Equal("sandbox_admin", later.User.Username);
        Assert.Equal(2, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task A_refresh_whose_request_was_lost_is_tried_again()
    {
        await using var api = await Api.StartAsync();
        using var connection = await SignInAsync(api);
        api.Clock.Advance(TimeSpan.FromHours(3));
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/token", StringComparison.Ordinal), Fault.RefuseBeforeReading);

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));

        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Whoever_stops_waiting_does_not_stop_the_refresh()
    {
        await using var api = await Api.StartAsync();
        using var connection = await SignInAsync(api);
        api.Clock.Advance(TimeSpan.FromHours(3));
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/token", StringComparison.Ordinal), Fault.SlowHeaders(TimeSpan.FromSeconds(5)));
        using var stop = new CancellationTokenSource();
        var stopped = new DmClient(connection).GetEventAsync("1", stop.Token);
        await Bounds.UntilAsync(() => api.Clock.PendingTimers > 0);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));
        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Revoking_ends_both_tokens_at_x()
    {
        await using var api = await Api.StartAsync();
        var (connection, tokens) = await SignInWithTokensAsync(api);
        using var opened = connection;

        await connection.RevokeAsync();

        Assert.False(api.Server.Api.IsValidAccessToken(tokens.AccessToken));
        Assert.False(api.Server.Api.IsValidRefreshToken(tokens.RefreshToken!));
    }

    [Fact]
    public async Task Keys_that_cannot_be_revoked_from_here_say_so()
    {
        await using var api = await Api.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.Connection.RevokeAsync());

        Assert.Contains("cannot be revoked", error.Message, StringComparison.Ordinal);
    }

    private static OAuth2App App => new() { ClientId = SandboxCredentials.ClientId };

    private static async Task<DmConnection> SignInAsync(
        Api api, ITokenStore? store = null, Action<DmTokenSet>? onTokens = null, string? refreshToken = null, int account = 1)
        => (await SignInWithTokensAsync(api, store, onTokens, refreshToken, account)).Connection;

    private static async Task<DmConnection> SignInAndSaveAsync(Api api, MemoryStore store)
    {
        var connection = await SignInAsync(api, store);
        await connection.SaveAsync(store, CancellationToken.None);
        return connection;
    }

    private static async Task<(DmConnection Connection, SandboxTokens Tokens)> SignInWithTokensAsync(
        Api api, ITokenStore? store = null, Action<DmTokenSet>? onTokens = null, string? refreshToken = null, int account = 1)
    {
        var issued = api.Server.Api.IssueTokens(account: account);
        var tokens = new TokenSet { AccessToken = issued.AccessToken, RefreshToken = refreshToken ?? issued.RefreshToken, ExpiresAt = issued.ExpiresAt };
        var connection = await api.OpenAsync(new OAuth2Credential(tokens, App, Setting(api, store, onTokens)));
        api.Server.Faults.Reset();
        return (connection, issued);
    }

    private static async Task<DmConnection> SignInFromStoreAsync(Api api, ITokenStore store)
        => await api.OpenAsync((await SavedSignIn.ReadAsync(Setting(api, store, null), "test", CancellationToken.None)).Credential);

    private static SignInSetting Setting(Api api, ITokenStore? store, Action<DmTokenSet>? onTokens)
        => new() { ApiBaseUri = api.Server.BaseUri, Clock = api.Clock, Store = store, OnTokens = onTokens };

    /// <summary>A store whose faults the test decides; files and processes have tests of their own.</summary>
    private sealed class MemoryStore : ITokenStore, IDisposable
    {
        private readonly SemaphoreSlim _lock = new(1, 1);

        public StoredProfile? Profile { get; private set; }

        public Action Check { get; set; } = () => { };

        public Action Write { get; set; } = () => { };

        public string Place => "the memory of the test";

        public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
        {
            await _lock.WaitAsync(cancellationToken);
            return new Held(_lock);
        }

        public Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Profile);

        public Task CheckWritableAsync(CancellationToken cancellationToken)
        {
            Check();
            return Task.CompletedTask;
        }

        public Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken)
        {
            Write();
            Profile = profile;
            return Task.CompletedTask;
        }

        public void Dispose() => _lock.Dispose();

        private sealed class Held(SemaphoreSlim held) : IDisposable
        {
            public void Dispose() => held.Release();
        }
    }
}
