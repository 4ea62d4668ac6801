using System.Diagnostics;
using System.Text.Json;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Clients;

/// <summary>Runs a third-party client with a script of ours.</summary>
internal static class ClientProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static string Folder(string client) => Path.Combine(Repository.Root, "tests", "clients", client);

    /// <summary>Whether a program can be started and exits successfully.</summary>
    public static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments, keys: "");
            process.StandardOutput.ReadToEnd();
            return process.WaitForExit(Limit) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Returns the JSON lines that a script printed.</summary>
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(string program, params string[] arguments)
    {
        var keys = JsonSerializer.Serialize(new
        {
            userToken = SandboxCredentials.UserToken,
            appToken = SandboxCredentials.AppOnlyToken,
            consumerKey = SandboxCredentials.ConsumerKey,
            consumerSecret = SandboxCredentials.ConsumerSecret,
            accessToken = SandboxCredentials.AccessToken,
            accessTokenSecret = SandboxCredentials.AccessTokenSecret,
            clientId = SandboxCredentials.ClientId,
            confidentialClientId = SandboxCredentials.ConfidentialClientId,
            clientSecret = SandboxCredentials.ClientSecret,
            chatKey = SandboxCredentials.ChatKey,
            chatKeyVersion = SandboxCredentials.ChatKeyVersion,
        });
        using var process = Start(program, arguments, keys);
        using var limit = new CancellationTokenSource(Limit);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static Process Start(string program, string[] arguments, string keys)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["SANDBOX_KEYS"] = keys;
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        return Process.Start(start)!;
    }
}
