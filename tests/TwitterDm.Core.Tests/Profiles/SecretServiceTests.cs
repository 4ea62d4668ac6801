using System.Runtime.InteropServices;
using TwitterDm.StoreWorker;

namespace TwitterDm.Core.Tests.Profiles;

/// <summary>The platforms' keyrings, if there is one that a test may use.</summary>
public sealed class SecretServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SecretServiceFact]
    public async Task The_Secret_Service_keeps_the_key_until_the_profile_is_removed()
    {
        // A session and a keyring only for the test, unlocked with a password.
        var script =
            $"printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec dotnet '{Worker.Program}' '{_folder.Profiles}' {KeyRings.Platform} a tour";
        using var worker = Session(script);

        var lines = (await worker.SucceedAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["protection=Platform number=2 key=32 shows=False files=1", "forgotten=True key=0 files=0"], lines);
    }

    [SecretServiceFact]
    public async Task A_keyring_that_cannot_be_unlocked_counts_as_missing()
    {
        using var worker = Session($"exec dotnet '{Worker.Program}' '{_folder.Profiles}' {KeyRings.Platform} a save");

        var line = Assert.Single((await worker.SucceedAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("without encryption", line, StringComparison.Ordinal);
        Assert.Contains("the Secret Service is unavailable", line, StringComparison.Ordinal);
    }

    [DataProtectionFact]
    public async Task Windows_data_protection_keeps_the_key_until_the_profile_is_removed()
    {
        using var worker = Worker.Start(_folder.Profiles, KeyRings.Platform, "a", "tour");

        var lines = (await worker.SucceedAsync()).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["protection=Platform number=2 key=32 shows=False files=2", "forgotten=True key=0 files=0"], lines);
    }

    private Worker Session(string script)
    {
        var home = Path.Combine(_folder.Root, "home");
        var runtime = Path.Combine(_folder.Root, "run");
        Directory.CreateDirectory(home);
#pragma warning disable CA1416 // There is no Secret Service on Windows.
        Directory.CreateDirectory(runtime, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        (string, string)[] environment =
        [
            ("HOME", home), ("XDG_RUNTIME_DIR", runtime), ("XDG_DATA_HOME", home), ("XDG_CACHE_HOME", home), ("XDG_CONFIG_HOME", home), ("DISPLAY", string.Empty),
        ];
        return Worker.StartProgram("dbus-run-session", environment, "--", "sh", "-c", script);
    }
}

/// <summary>Skipped without a Secret Service that can be started for a test.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SecretServiceFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsThere = new(() => OperatingSystem.IsLinux()
        && Worker.Succeeds("dbus-run-session", "--version")
        && Worker.Succeeds("gnome-keyring-daemon", "--version")
        && NativeLibrary.TryLoad("libsecret-1.so.0", out _));

    public SecretServiceFactAttribute() => Skip = IsThere.Value ? null : "There is no Secret Service here: apt-get install dbus gnome-keyring libsecret-1-0";
}

/// <summary>Skipped on systems other than Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataProtectionFactAttribute : FactAttribute
{
    public DataProtectionFactAttribute() => Skip = OperatingSystem.IsWindows() ? null : "DPAPI is a part of Windows.";
}
