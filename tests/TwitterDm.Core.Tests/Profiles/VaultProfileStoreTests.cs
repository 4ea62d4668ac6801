using TwitterDm.Profiles;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Profiles;

public sealed class VaultProfileStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string? _secret;
    private int _writes;
    private bool _isLocked;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_written_profile_is_read()
    {
        Assert.Null(await Store().ReadAsync(CancellationToken.None));

        await Store().WriteAsync(TestProfiles.Numbered(3), CancellationToken.None);

        Assert.Equal(3, TestProfiles.NumberOf(await Store().ReadAsync(CancellationToken.None)));
        Assert.Empty(Directory.GetFiles(_folder.Profiles, "*.json"));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Only_a_secret_with_a_chat_key_has_a_format_that_older_versions_refuse(bool hasChatKey, int format)
    {
        await Store().WriteAsync(TestProfiles.Numbered(3) with { ChatKey = hasChatKey ? [1, 2] : null }, CancellationToken.None);

        Assert.Contains($"\"format\":{format}", _secret, StringComparison.Ordinal);
        Assert.Equal(hasChatKey ? [1, 2] : null, (await Store().ReadAsync(CancellationToken.None))!.ChatKey);
    }

    [Fact]
    public async Task A_check_rewrites_the_existing_secret()
    {
        await Store().CheckWritableAsync(CancellationToken.None);
        Assert.Equal(0, _writes);
        await Store().WriteAsync(TestProfiles.Numbered(3), CancellationToken.None);
        var secret = _secret;

        await Store().CheckWritableAsync(CancellationToken.None);

        Assert.Equal((2, secret), (_writes, _secret));
    }

    [Fact]
    public async Task A_locked_vault_is_detected_before_a_refresh_token_is_spent()
    {
        await Store().WriteAsync(TestProfiles.Numbered(3), CancellationToken.None);
        _isLocked = true;

        var error = await Assert.ThrowsAsync<DmException>(() => Store().CheckWritableAsync(CancellationToken.None));

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Contains("'work' of the vault 'MyVault'", error.Message, StringComparison.Ordinal);
        Assert.Contains("the vault is locked", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage", "truncated, or was")]
    [InlineData("{\"format\":9}", "another version")]
    [InlineData("{\"format\":1}", "incomplete")]
    public async Task A_secret_that_is_not_a_profile_is_kept(string secret, string why)
    {
        _secret = secret;

        var error = await Assert.ThrowsAsync<DmException>(() => Store().ReadAsync(CancellationToken.None));
        await Assert.ThrowsAsync<DmException>(() => Store().CheckWritableAsync(CancellationToken.None));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("MyVault", error.Message, StringComparison.Ordinal);
        Assert.Equal(secret, _secret);
    }

    [Fact]
    public async Task Only_stores_of_the_same_secret_share_a_lock()
    {
        using var held = await Store().LockAsync(CancellationToken.None);

        await Assert.ThrowsAsync<DmException>(() => Store(patience: TimeSpan.FromMilliseconds(50)).LockAsync(CancellationToken.None));
        using var other = await Store("home").LockAsync(CancellationToken.None);
        Assert.Equal(2, Directory.GetFiles(_folder.Profiles, "vault-*.lock").Length);
    }

    [Fact]
    public async Task A_call_that_hangs_can_be_cancelled()
    {
        using var never = new ManualResetEventSlim();
        var store = new VaultProfileStore(new ProfileFolder(_folder.Profiles), new TestVault(() => { never.Wait(); return null; }, _ => { }), "work");
        using var cancellation = new CancellationTokenSource(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync(cancellation.Token));
        never.Set();
    }

    private VaultProfileStore Store(string name = "work", TimeSpan? patience = null) => new(
        new ProfileFolder(_folder.Profiles),
        new TestVault(() => _isLocked ? throw new InvalidOperationException("the vault is locked") : _secret,
        secret =>
        {
            _writes++;
            _secret = secret;
        }),
        name,
        patience);

    private sealed class TestVault(Func<string?> read, Action<string> write) : ISecretVault
    {
        public string Name => "MyVault";

        public string? Read(string name) => read();

        public void Write(string name, string secret) => write(secret);

        public void Remove(string name) => throw new NotSupportedException();

        public IReadOnlyList<string> FindNames(string prefix) => throw new NotSupportedException();
    }
}
