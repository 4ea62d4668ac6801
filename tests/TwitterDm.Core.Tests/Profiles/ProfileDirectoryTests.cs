using System.Text.Json;
using TwitterDm.Profiles;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Profiles;

public sealed class ProfileDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderKeyRing _keys;

    public ProfileDirectoryTests() => _keys = new FolderKeyRing(_folder.Keys);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(KeyRings.None)]
    [InlineData(KeyRings.Folder)]
    public async Task A_written_profile_is_read_completely(string ring)
    {
        var profile = new StoredProfile
        {
            Method = DmAuthenticationMethod.OAuth1,
            ApiBaseUri = new("http://127.0.0.1:8080/"),
            UserId = "12",
            Username = "jack",
            SavedAt = DateTimeOffset.UnixEpoch.AddDays(1),
            AccessToken = "token \"ü\u202E",
            RefreshToken = "refresh",
            ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(2),
            Scopes = ["dm.read", "dm.write"],
            ClientId = "client",
            ClientSecret = "client-secret",
            ConsumerKey = "key",
            ConsumerSecret = "key-secret",
            AccessTokenSecret = "token-secret",
            ChatKey = [1, 2, 3],
        };
        await Store(ring).Open("a").WriteAsync(profile, CancellationToken.None);

        var read = await Store(ring).Open("a").ReadAsync(CancellationToken.None);

        Assert.Equal(JsonSerializer.Serialize(profile), JsonSerializer.Serialize(read));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Only_a_profile_with_a_chat_key_has_a_format_that_older_versions_refuse(bool hasChatKey, int format)
    {
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1) with { ChatKey = hasChatKey ? [1] : null }, CancellationToken.None);

        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("a.json")));
        Assert.Equal(format, document.RootElement.GetProperty("format").GetInt32());
        Assert.Equal(hasChatKey, Assert.Single(Store().List()).HasChatKey);
    }

    [Fact]
    public async Task An_unsaved_profile_is_read_as_null()
    {
        Assert.Null(await Store().Open("a").ReadAsync(CancellationToken.None));
        await Store().Open("b").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        Assert.Null(await Store().Open("a").ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_name_in_another_case_is_the_same_one()
    {
        await Store().Open("Support").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);

        Assert.Equal(TestProfiles.Numbered(1).AccessToken, (await Store().Open("support").ReadAsync(CancellationToken.None))?.AccessToken);
        await Store().Open("SUPPORT").WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);
        Assert.Equal("Support", Assert.Single(Store().List()).Name);
        Assert.True(await Store().RemoveAsync("support"));
        Assert.Empty(Store().List());
    }

    [Fact]
    public async Task Of_two_names_that_differ_in_case_only_the_exact_one_is_meant()
    {
        await Store().Open("support").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        var other = _folder.File("Support.json");
        // Where the file system does not tell them apart, there is only one.
        if (File.Exists(other))
            return;
        File.Copy(_folder.File("support.json"), other);

        Assert.True(await Store().RemoveAsync("support"));

        Assert.Equal("Support", Assert.Single(Store().List()).Name);
    }

    [Fact]
    public async Task An_encrypted_file_hides_only_the_secrets()
    {
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);

        var text = await File.ReadAllTextAsync(_folder.File("a.json"));
        Assert.DoesNotContain("access-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh-1", text, StringComparison.Ordinal);
        var saved = Assert.Single(Store().List());
        Assert.Equal(
            ("a", "sandbox_admin", "2244994945", nameof(DmAuthenticationMethod.OAuth2), nameof(DmProfileProtection.Platform), _folder.File("a.json"), null),
            (saved.Name, saved.Username, saved.UserId, saved.AuthenticationMethod, saved.Protection, saved.Path, saved.Problem));
        Assert.Equal((TestProfiles.Numbered(1).SavedAt, TestProfiles.Numbered(1).ExpiresAt), (saved.SavedAtUtc, saved.ExpiresAtUtc));
    }

    [Fact]
    public async Task Listing_does_not_use_the_keyring_and_returns_no_secret()
    {
        await Store().Open("b").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        await Store(KeyRings.None).Open("A").WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);
        await File.WriteAllTextAsync(_folder.File("notes.txt"), "no profile");
        await File.WriteAllTextAsync(_folder.File(".hidden.json"), "no profile");
        var reads = _keys.Reads;

        var list = Store().List();

        Assert.Equal(["A", "b"], list.Select(profile => profile.Name));
        Assert.Equal([nameof(DmProfileProtection.FileModeOnly), nameof(DmProfileProtection.Platform)], list.Select(profile => profile.Protection));
        Assert.DoesNotContain("access-", JsonSerializer.Serialize(list), StringComparison.Ordinal);
        Assert.Equal(reads, _keys.Reads);
    }

    [Fact]
    public async Task Removing_a_profile_removes_only_its_own_file_and_key()
    {
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        await Store().Open("b").WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);

        Assert.True(await Store().RemoveAsync("a", CancellationToken.None));
        Assert.False(await Store().RemoveAsync("a", CancellationToken.None));

        Assert.Equal(["b"], Store().List().Select(profile => profile.Name));
        Assert.Single(Directory.GetFiles(_folder.Keys));
        Assert.Equal(["b.json"], Directory.GetFiles(_folder.Profiles).Select(Path.GetFileName));
        Assert.Equal(2, TestProfiles.NumberOf(await Store().Open("b").ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task A_refresh_uses_the_keyring_once_and_does_not_need_it_to_write()
    {
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        var reads = _keys.Reads;
        using var locked = await Store().Open("a").LockAsync(CancellationToken.None);
        _keys.IsThere = false;

        await locked.CheckWritableAsync(CancellationToken.None);
        await locked.WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);

        _keys.IsThere = true;
        Assert.Equal(reads + 1, _keys.Reads);
        Assert.Equal(2, TestProfiles.NumberOf(await Store().Open("a").ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task An_unavailable_keyring_changes_nothing()
    {
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        _keys.IsThere = false;
        var store = Store().Open("a");

        var errors = new[]
        {
            await Assert.ThrowsAsync<DmException>(() => store.ReadAsync(CancellationToken.None)),
            await Assert.ThrowsAsync<DmException>(() => store.CheckWritableAsync(CancellationToken.None)),
            await Assert.ThrowsAsync<DmException>(() => store.WriteAsync(TestProfiles.Numbered(2), CancellationToken.None)),
        };

        Assert.All(errors, error => Assert.Contains("it is locked", error.Message, StringComparison.Ordinal));
        _keys.IsThere = true;
        Assert.Equal(1, TestProfiles.NumberOf(await store.ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task A_missing_required_keyring_is_detected_before_the_sign_in()
    {
        _keys.IsThere = false;

        await Assert.ThrowsAsync<DmException>(() => Store().Open("a").CheckWritableAsync(CancellationToken.None));
        await Assert.ThrowsAsync<DmException>(() => Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None));

        Assert.Empty(Store().List());
    }

    [Fact]
    public async Task A_plain_profile_stays_plain_when_a_keyring_becomes_available()
    {
        await Store(KeyRings.None).Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);

        await Store().Open("a").WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);

        Assert.Equal(2, TestProfiles.NumberOf(await Store(KeyRings.None).Open("a").ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task Missing_encryption_causes_one_warning_per_process()
    {
        using var worker = Worker.Start(_folder.Profiles, KeyRings.None, "a", "save");

        var lines = (await worker.SucceedAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var warning = Assert.Single(lines);
        Assert.Contains("without encryption", warning, StringComparison.Ordinal);
        Assert.Contains(_folder.Profiles, warning, StringComparison.Ordinal);
        Assert.Contains("there is no keyring here", warning, StringComparison.Ordinal);
        Assert.Equal(2, Store().List().Count);
    }

    [Fact]
    public async Task A_chat_key_without_encryption_causes_a_warning_of_its_own()
    {
        using var worker = Worker.Start(_folder.Profiles, KeyRings.None, "a", "save-chat-key");

        var lines = (await worker.SucceedAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([false, true], lines.Select(line => line.Contains("chat key", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.Contains("without encryption", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_encrypted_profile_causes_no_warning()
    {
        using var worker = Worker.Start(_folder.Profiles, KeyRings.Folder, "a", "save");

        Assert.Empty(await worker.SucceedAsync());
    }

    private FileProfileDirectory Store(string ring = KeyRings.Folder)
        => new(_folder.Profiles, keys: ring == KeyRings.None ? new NoKeyRing() : _keys);
}
