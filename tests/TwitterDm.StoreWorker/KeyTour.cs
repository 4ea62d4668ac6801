using System.Text.Json;
using TwitterDm.Profiles;

namespace TwitterDm.StoreWorker;

/// <summary>Creates, reads and removes a profile whose key is in the platform's keyring, and prints the results.</summary>
internal static class KeyTour
{
    public static async Task RunAsync(Func<FileProfileDirectory> profiles, string name)
    {
        for (var number = 1; number <= 2; number++)
        {
            using var held = await profiles().Open(name).LockAsync(CancellationToken.None);
            await held.CheckWritableAsync(CancellationToken.None);
            await held.WriteAsync(TestProfiles.Numbered(number), CancellationToken.None);
        }

        var saved = profiles().List().Single();
        var read = TestProfiles.NumberOf(await profiles().Open(name).ReadAsync(CancellationToken.None));
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(saved.Path));
        var keyId = file.RootElement.GetProperty("keyId").GetString()!;
        var keys = new PlatformKeyRing(new ProfileFolder(profiles().Folder), TimeProvider.System);
        var key = await keys.ReadAsync(keyId, CancellationToken.None);
        await Console.Out.WriteLineAsync($"protection={saved.Protection} number={read} key={key?.Length} shows={Shows(saved.Path)} files={Files(saved.Path)}");

        var removed = await profiles().RemoveAsync(name, CancellationToken.None);
        key = await keys.ReadAsync(keyId, CancellationToken.None);
        await Console.Out.WriteLineAsync($"forgotten={removed} key={key?.Length ?? 0} files={Files(saved.Path)}");
    }

    private static bool Shows(string path) => File.ReadAllText(path).Contains("refresh-", StringComparison.Ordinal);

    private static int Files(string path) => Directory.GetFiles(Path.GetDirectoryName(path)!).Length;
}
