using System.Text;
using TwitterDm.Profiles;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Profiles;

/// <summary>An invalid file is reported with its path and left unchanged.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderKeyRing _keys;

    public BrokenFileTests() => _keys = new FolderKeyRing(_folder.Keys);

    public static TheoryData<string, string> Contents { get; } = new()
    {
        { string.Empty, "empty" },
        { "\0\0\0\0", "truncated, or was" },
        { "null", "empty" },
        { "[]", "truncated, or was" },
        { "{}", "not written by TwitterDm" },
        { "{\"format\":\"1\"}", "truncated, or was" },
        { "{\"format\":3,\"protection\":\"Quantum\",\"new\":{}}", "another version" },
        { "{\"format\":1}", "truncated, or was" },
        { "{\"format\":1,\"protection\":\"Platform\"}", "incomplete" },
        { "{\"format\":1,\"protection\":\"Platform\",\"keyId\":\"../../x\",\"sealed\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}", "modified" },
        { "{\"format\":1,\"protection\":\"FileModeOnly\"}", "incomplete" },
        { "{\"format\":1,\"protection\":99,\"profile\":{\"method\":\"OAuth2\",\"apiBaseUri\":\"https://api.x.com/\",\"accessToken\":\"t\"}}", "truncated, or was" },
        { "{\"format\":1,\"protection\":\"FileModeOnly\",\"profile\":{\"method\":99,\"apiBaseUri\":\"https://api.x.com/\",\"accessToken\":\"t\"}}", "truncated, or was" },
        { "{\"format\":1,\"protection\":\"FileModeOnly\",\"profile\":{}}", "truncated, or was" },
        { "{\"format\":1,\"protection\":\"FileModeOnly\",\"profile\":{\"method\":\"OAuth2\",\"apiBaseUri\":\"https://api.x.com/\",\"accessToken\":null}}", "incomplete" },
        { "{\"format\":1,\"protection\":\"FileModeOnly\",\"profile\":{\"method\":\"OAuth2\",\"apiBaseUri\":\"relative\",\"accessToken\":\"t\"}}", "incomplete" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Contents))]
    public Task A_file_that_is_not_a_profile_is_reported(string content, string why) => AssertKeptAsync(Encoding.UTF8.GetBytes(content), why);

    [UnixFact]
    public async Task A_pipe_is_reported_without_waiting()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(_folder.Profiles, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (var make = System.Diagnostics.Process.Start("mkfifo", _folder.File("a.json")))
            await make.WaitForExitAsync();

        var profile = await Task.Run(() => Assert.Single(new FileProfileDirectory(_folder.Profiles, keys: _keys).List())).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Contains("it is a pipe, not a file", profile.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_file_is_reported()
    {
        var whole = await SaveAsync();
        foreach (var length in new[] { 1, whole.Length / 2, whole.Length - 1 })
            await AssertKeptAsync(whole[..length], "truncated");
    }

    [Fact]
    public async Task A_truncated_file_without_encryption_is_reported()
    {
        await new FileProfileDirectory(_folder.Profiles, keys: new NoKeyRing()).Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        var whole = await File.ReadAllBytesAsync(_folder.File("a.json"));
        foreach (var length in new[] { 1, whole.Length / 2, whole.Length - 1 })
            await AssertKeptAsync(whole[..length], "truncated");
    }

    [Fact]
    public async Task A_file_with_one_character_changed_is_reported()
    {
        var text = Encoding.UTF8.GetString(await SaveAsync());
        var at = text.IndexOf("\"sealed\":\"", StringComparison.Ordinal) + 500;
        var changed = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];

        await AssertKeptAsync(Encoding.UTF8.GetBytes(changed), "modified");
    }

    [Fact]
    public async Task A_file_whose_key_is_missing_is_reported()
    {
        var whole = await SaveAsync();
        Directory.Delete(_folder.Keys, recursive: true);

        await AssertKeptAsync(whole, "does not have it");
    }

    [Fact]
    public async Task A_file_with_the_key_of_another_profile_is_reported()
    {
        var whole = await SaveAsync();
        await Store().Open("b").WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);
        var other = await File.ReadAllTextAsync(_folder.File("b.json"));

        await AssertKeptAsync(
            Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(whole).Replace(KeyIdIn(Encoding.UTF8.GetString(whole)), KeyIdIn(other), StringComparison.Ordinal)),
            "modified");
    }

    [Fact]
    public async Task A_property_of_another_version_is_ignored()
    {
        var text = Encoding.UTF8.GetString(await SaveAsync());
        await File.WriteAllTextAsync(_folder.File("a.json"), text.Replace("{\"format\":1", "{\"later\":{\"x\":[1]},\"format\":1", StringComparison.Ordinal));

        Assert.Equal(1, TestProfiles.NumberOf(await Store().Open("a").ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task A_broken_file_is_listed_with_its_problem_and_can_be_removed()
    {
        await SaveAsync();
        await File.WriteAllTextAsync(_folder.File("a.json"), "garbage");
        await Store().Open("b").WriteAsync(TestProfiles.Numbered(2), CancellationToken.None);

        var list = Store().List();

        Assert.Equal(["a", "b"], list.Select(profile => profile.Name));
        Assert.Contains(_folder.File("a.json"), list[0].Problem, StringComparison.Ordinal);
        Assert.Null(list[0].Protection);
        Assert.True(await Store().RemoveAsync("a", CancellationToken.None));
        Assert.Single(Store().List());
    }

    private static string KeyIdIn(string file)
    {
        const string Member = "\"keyId\":\"";
        return file.Substring(file.IndexOf(Member, StringComparison.Ordinal) + Member.Length, 32);
    }

    private FileProfileDirectory Store() => new(_folder.Profiles, keys: _keys);

    private async Task<byte[]> SaveAsync()
    {
        await Store().Open("a").WriteAsync(TestProfiles.Numbered(1), CancellationToken.None);
        return await File.ReadAllBytesAsync(_folder.File("a.json"));
    }

    private async Task AssertKeptAsync(byte[] content, string why)
    {
        new ProfileFolder(_folder.Profiles).Ensure();
        await File.WriteAllBytesAsync(_folder.File("a.json"), content);
        var store = Store().Open("a");
        Func<Task>[] uses =
        [
            () => store.ReadAsync(CancellationToken.None),
            () => store.CheckWritableAsync(CancellationToken.None),
            () => store.WriteAsync(TestProfiles.Numbered(2), CancellationToken.None),
        ];
        foreach (var use in uses)
        {
            var error = await Assert.ThrowsAsync<DmException>(use);
            Assert.Equal((DmErrorKind.Authentication, _folder.File("a.json")), (error.Kind, error.Target));
            Assert.Contains(why, error.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.File("a.json"), error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("access-", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.File("a.json")));
    }
}
