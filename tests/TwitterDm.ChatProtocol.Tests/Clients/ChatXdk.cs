using System.Diagnostics;
using System.Text.Json;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Testing;

namespace TwitterDm.ChatProtocol.Tests.Clients;

/// <summary>Runs X's own SDK in Node, with the scripts in tests/clients/chat-xdk.</summary>
internal static class ChatXdk
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "clients", "chat-xdk");

    /// <summary>Why it cannot be run; null if it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Returns the JSON that a script prints.</summary>
    public static async Task<JsonElement> RunAsync(string script, object? input = null)
    {
        using var process = Start(Path.Combine(Folder, script));
        using var limit = new CancellationTokenSource(Limit);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, input, cancellationToken: limit.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonDocument.Parse(await output).RootElement;
    }

    /// <summary>Has the SDK verify and decrypt events with the keys of one of the party.</summary>
    public static Task<JsonElement> ReadAsync(Party party, IEnumerable<ChatEvent> events) => RunAsync("read-events.js", new
    {
        reader = new { blob = Convert.ToBase64String(party.AliceKeys.ToBlob()), keyVersion = party.Alice.KeyVersion },
        signingKeys = new[] { Row("111", party.Alice), Row("222", party.Bob) },
        events = events.Select(item => item.ToBase64()),
    });

    private static object Row(string userId, ChatSigner signer) => new
    {
        userId,
        publicKeyVersion = signer.KeyVersion,
        publicKey = Convert.ToBase64String(signer.Keys.SigningPublicKey!),
        identityPublicKey = Convert.ToBase64String(signer.Keys.IdentityPublicKey),
        identityPublicKeySignature = KeyBinding.Sign(signer.Keys),
    };

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    private static string? FindMissing()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@xdevplatform", "chat-xdk")))
            return "X's SDK is not installed: npm ci --prefix tests/clients/chat-xdk";
        try
        {
            using var process = Start("--version");
            process.StandardOutput.ReadToEnd();
            return process.WaitForExit(Limit) && process.ExitCode == 0 ? null : "Node does not run.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "Node is not installed.";
        }
    }
}

/// <summary>A test that is skipped without Node and X's own SDK from npm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChatXdkFactAttribute : FactAttribute
{
    public ChatXdkFactAttribute() => Skip = ChatXdk.Missing;
}
