using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Profiles;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Auth;

public sealed class RefreshTests
{
    [Fact]
    public async Task A_refresh_in_the_middle_of_a_listing_loses_and_repeats_no_page()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 450 });
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
    public async Task A_401_before_the_expiry_triggers_a_refresh()
    {
        await using var api = await TestApi.StartAsync();
        var (connection, tokens) = await SignInWithTokensAsync(api);
        using var opened = connection;
        await new TokenEndpoint(new HttpClient(), api.Server.BaseUri, App, api.Clock).RevokeAsync(tokens.AccessToken, CancellationToken.None);

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 3 }, new DmClient(connection)));

        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Concurrent_requests_share_one_refresh()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 50 });
        using var connection = await SignInAsync(api);
        api.Clock.Advance(TimeSpan.FromHours(3));

        var listings = Enumerable.Range(0, 8).Select(_ => Task.Run(() => TestApi.CollectAsync(new DmClient(connection).ListEvents(new DmEventQuery()))));

        Assert.All(await Task.WhenAll(listings).WithinBoundsAsync(api.Clock), events => Assert.Equal(50, events.Count));
        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Every_new_token_set_is_announced_and_shows_no_secret()
    {
        await using var api = await TestApi.StartAsync();
        var announced = new List<DmTokenSet>();
        using var connection = await SignInAsync(api, onTokens: announced.Add);
        api.Clock.Advance(TimeSpan.FromHours(3));

        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection));

        var set = Assert.Single(announced);
        Assert.Equal(api.Clock.GetUtcNow().AddHours(2).LocalDateTime, set.ExpiresAt);
        Assert.True(api.Server.Api.IsValidAccessToken(new System.Net.NetworkCredential(string.Empty, set.AccessToken).Password));
        Assert.True(api.Server.Api.IsValidRefreshToken(new System.Net.NetworkCredential(string.Empty, set.RefreshToken).Password));
        Assert.Equal("tokens of the app sandbox-public-client", set.ToString());
    }

    [Fact]
    public async Task A_rejected_refresh_is_an_authentication_error_and_deletes_nothing()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAsync(api, store, refreshToken: "not-this-one");
        await connection.SaveAsync(store, CancellationToken.None);
        var saved = store.Profile;
        api.Clock.Advance(TimeSpan.FromHours(3));

        var (_, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Equal(DmErrorReason.RefreshRefused, error.Reason);
        Assert.DoesNotContain("not-this-one", error.ToString(), StringComparison.Ordinal);
        Assert.Same(saved, store.Profile);
    }

    [Theory]
    [InlineData(400, "")]
    [InlineData(401, "{}")]
    [InlineData(403, "{\"title\":\"Forbidden\",\"detail\":\"The account is suspended.\"}")]
    [InlineData(404, "{\"error\":\"invalid_grant\"}")]
    public async Task A_refusal_of_X_is_reported_as_one_of_the_refresh_token(int status, string body)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await SignInAsync(api);
        api.Clock.Advance(TimeSpan.FromHours(3));
        api.Server.Faults.When(request => request.PathAndQuery == "/2/oauth2/token", Fault.Status(status, body: body));

        var (_, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Equal((DmErrorKind.Authentication, DmErrorReason.RefreshRefused), (error.Kind, error.Reason));
    }

    [Fact]
    public async Task Saving_a_sign_in_again_keeps_the_tokens_that_another_process_refreshed()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var other = await SignInAndSaveAsync(api, store);
        using var connection = await SignInFromStoreAsync(api, store);
        api.Clock.Advance(TimeSpan.FromHours(3));
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(other)));

        await connection.SaveAsync(store, CancellationToken.None);

        Assert.True(api.Server.Api.IsValidRefreshToken(store.Profile!.RefreshToken!));
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));
        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Saving_over_the_sign_in_of_another_account_does_not_take_over_its_tokens()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var first = await SignInAndSaveAsync(api, store);
        using var connection = await SignInFromStoreAsync(api, store);
        using var other = await SignInAsync(api, account: 2);
        await other.SaveAsync(store, CancellationToken.None);

        await connection.SaveAsync(store, CancellationToken.None);

        Assert.Equal(connection.User.Id, store.Profile!.UserId);
        Assert.Equal(connection.User.Id, (await SignInFromStoreAsync(api, store)).User.Id);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_detected_before_the_token_is_spent()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        store.Check = () => throw new DmException(DmErrorKind.Authentication, "The disk is full.");
        api.Clock.Advance(TimeSpan.FromHours(3));

        var (_, error) = await api.ListUntilErrorAsync(client: new DmClient(connection));

        Assert.Contains("The disk is full.", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Tokens_that_cannot_be_saved_stay_in_use_and_an_error_is_reported()
    {
        await using var api = await TestApi.StartAsync();
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

        // The next refresh uses the token in memory, not the stored one, and its result is saved, because the store is writable again.
        store.Write = () => { };
        api.Clock.Advance(TimeSpan.FromHours(3));
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, client));
        Assert.Equal(2, api.Server.Api.RefreshCount);
        Assert.True(api.Server.Api.IsValidRefreshToken(store.Profile!.RefreshToken!));
    }

    [Fact]
    public async Task Any_failure_of_a_save_keeps_the_new_tokens_in_use()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        store.Write = () => throw new InvalidOperationException("Nobody expected this.");
        api.Clock.Advance(TimeSpan.FromHours(3));
        var client = new DmClient(connection, new TwitterDm.Notices.DmCallOptions { Notices = api.Notices });

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, client));

        var error = Assert.Single(api.Notices.Errors);
        Assert.Equal(DmErrorReason.RefreshNotSaved, error.Reason);
        Assert.Contains("Nobody expected this.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_reads_the_store_once()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        api.Clock.Advance(TimeSpan.FromHours(3));
        var reads = store.Reads;

        await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection));

        Assert.Equal((1, 1), (store.Reads - reads, api.Server.Api.RefreshCount));
    }

    [Fact]
    public async Task A_rejected_refresh_uses_tokens_that_a_program_stored_without_the_lock()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAsync(api, store, refreshToken: "spent-by-another-program");
        await connection.SaveAsync(store, CancellationToken.None);
        api.Clock.Advance(TimeSpan.FromHours(3));
        var issued = api.Server.Api.IssueTokens();
        store.Check = () => store.Replace(store.Profile! with { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken });

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));

        Assert.Equal(0, api.Server.Api.RefreshCount);
        Assert.Equal(issued.AccessToken, store.Profile!.AccessToken);
    }

    [Fact]
    public async Task Tokens_that_another_process_refreshed_are_read_from_the_store()
    {
        await using var api = await TestApi.StartAsync();
        using var store = new MemoryStore();
        using var connection = await SignInAndSaveAsync(api, store);
        using var other = await SignInFromStoreAsync(api, store);
        api.Clock.Advance(TimeSpan.FromHours(3));

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(other)));
        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));

        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task A_new_sign_in_does_not_use_tokens_saved_earlier_under_its_name()
    {
        await using var api = await TestApi.StartAsync();
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
    public async Task Expired_tokens_from_another_process_are_refreshed_at_once()
    {
        await using var api = await TestApi.StartAsync();
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
    public async Task A_later_start_continues_with_the_stored_tokens()
    {
        await using var api = await TestApi.StartAsync();
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
    public async Task A_refresh_whose_request_was_lost_is_retried()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await SignInAsync(api);
        api.Clock.Advance(TimeSpan.FromHours(3));
        api.Server.Faults.When(request => request.PathAndQuery.EndsWith("/token", StringComparison.Ordinal), Fault.RefuseBeforeReading);

        Assert.NotEmpty(await api.ListAsync(new DmEventQuery { First = 1 }, new DmClient(connection)));

        Assert.Equal(1, api.Server.Api.RefreshCount);
    }

    [Fact]
    public async Task Cancelling_one_caller_does_not_cancel_the_refresh()
    {
        await using var api = await TestApi.StartAsync();
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
    public async Task Revoking_invalidates_both_tokens_at_X()
    {
        await using var api = await TestApi.StartAsync();
        var (connection, tokens) = await SignInWithTokensAsync(api);
        using var opened = connection;

        await connection.RevokeAsync();

        Assert.False(api.Server.Api.IsValidAccessToken(tokens.AccessToken));
        Assert.False(api.Server.Api.IsValidRefreshToken(tokens.RefreshToken!));
    }

    [Fact]
    public async Task Credentials_that_cannot_be_revoked_are_an_error()
    {
        await using var api = await TestApi.StartAsync();

        var error = await Assert.ThrowsAsync<DmException>(() => api.Connection.RevokeAsync());

        Assert.Contains("cannot be revoked", error.Message, StringComparison.Ordinal);
    }

    private static OAuth2App App => new() { ClientId = SandboxCredentials.ClientId };

    private static async Task<DmConnection> SignInAsync(
        TestApi api, IProfileStore? store = null, Action<DmTokenSet>? onTokens = null, string? refreshToken = null, int account = 1)
        => (await SignInWithTokensAsync(api, store, onTokens, refreshToken, account)).Connection;

    private static async Task<DmConnection> SignInAndSaveAsync(TestApi api, MemoryStore store)
    {
        var connection = await SignInAsync(api, store);
        await connection.SaveAsync(store, CancellationToken.None);
        return connection;
    }

    private static async Task<(DmConnection Connection, SandboxTokens Tokens)> SignInWithTokensAsync(
        TestApi api, IProfileStore? store = null, Action<DmTokenSet>? onTokens = null, string? refreshToken = null, int account = 1)
    {
        var issued = api.Server.Api.IssueTokens(account: account);
        var tokens = new TokenSet { AccessToken = issued.AccessToken, RefreshToken = refreshToken ?? issued.RefreshToken, ExpiresAt = issued.ExpiresAt };
        var connection = await api.OpenAsync(new OAuth2Credential(tokens, App, Setting(api, store, onTokens)));
        api.Server.Faults.Reset();
        return (connection, issued);
    }

    private static async Task<DmConnection> SignInFromStoreAsync(TestApi api, IProfileStore store)
        => await api.OpenAsync((await SavedSignIn.ReadAsync(store, "test", Setting(api, null, null), apiBaseUri: null, CancellationToken.None)).Credential);

    private static SignInSetting Setting(TestApi api, IProfileStore? store, Action<DmTokenSet>? onTokens)
        => new()
        {
            ApiBaseUri = api.Server.BaseUri,
            CreateHttpClient = () => SignInClient.Create(transport: null, api.Clock),
            Clock = api.Clock,
            Store = store,
            OnTokens = onTokens,
        };

    /// <summary>A store with faults that the test chooses; files and processes have their own tests.</summary>
    private sealed class MemoryStore : IProfileStore, IDisposable
    {
        private readonly SemaphoreSlim _lock = new(1, 1);

        public StoredProfile? Profile { get; private set; }

        public Action Check { get; set; } = () => { };

        public Action Write { get; set; } = () => { };

        public string Place => "the memory of the test";

        /// <summary>How often the profile was read.</summary>
        public int Reads { get; private set; }

        public async Task<ILockedProfile> LockAsync(CancellationToken cancellationToken)
        {
            await _lock.WaitAsync(cancellationToken);
            return new Locked(this, await ReadAsync(cancellationToken));
        }

        public Task<StoredProfile?> ReadAsync(CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult(Profile);
        }

        /// <summary>Stores tokens without taking the lock.</summary>
        public void Replace(StoredProfile profile) => Profile = profile;

        public void Dispose() => _lock.Dispose();

        private sealed class Locked(MemoryStore store, StoredProfile? profile) : ILockedProfile
        {
            public StoredProfile? Profile => profile;

            public Task CheckWritableAsync(CancellationToken cancellationToken)
            {
                store.Check();
                return Task.CompletedTask;
            }

            public Task WriteAsync(StoredProfile profile, CancellationToken cancellationToken)
            {
                store.Write();
                store.Profile = profile;
                return Task.CompletedTask;
            }

            public void Dispose() => store._lock.Release();
        }
    }
}
