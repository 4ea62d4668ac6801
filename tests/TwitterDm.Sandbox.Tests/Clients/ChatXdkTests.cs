using System.Text.Json;
using TwitterDm.Sandbox.Host;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Clients;

/// <summary>X's own SDK reads the X Chat conversations over the sandbox's port: it verifies what is sound, and finds what is not.</summary>
public sealed class ChatXdkTests
{
    private const string WithNoam = "1099511627776000123-1385551234567890123";
    private const string WithDevelopers = "2244994945-1385551234567890123";
    private const string WithZoe = "987654321-1385551234567890123";

    [ChatXdkFact]
    public async Task The_SDK_verifies_and_decrypts_everything_that_is_sound()
    {
        var conversations = await ReadAsync(new SandboxOptions());
        Assert.Equal(11, conversations.Count);
        foreach (var conversation in conversations.Where(conversation => conversation.Text("id") is not (WithNoam or WithDevelopers)))
        {
            Assert.All(conversation.Items("events"), item =>
            {
                Assert.Equal(JsonValueKind.Null, item.GetProperty("error").ValueKind);
                // These kinds never have a signature.
                if (item.Text("type") is not ("typing" or "memberDeleted" or "failure" or "unknown"))
                    Assert.True(item.GetProperty("verified").GetBoolean(), $"{conversation.Text("id")} {item}");
            });
        }

        Assert.Equal([1, 2, 3], conversations.Select(conversation => conversation.GetProperty("keyVersions").GetInt32()).Where(count => count > 0).Distinct().Order());
    }

    [ChatXdkFact]
    public async Task The_SDK_finds_every_event_that_is_not_sound()
    {
        var damaged = (await ReadAsync(new SandboxOptions { ChatMessageCount = 0 }, WithNoam))[0].Items("events");
        Assert.Equal(
            [
                "",
                "",
                "",
                "",
                "Parse error: Thrift parse error: message too long",
                "Serialization error: Base64 error",
                "Parse error: Thrift parse error: end of file",
                "Crypto error: Decryption failed: Decryption failed - invalid key or corrupted data",
                "Crypto error: Decryption failed: Message encrypted with key version",
                "Crypto error: Signature verification failed: Message signature could not be verified: signature missing or no matching signing key",
                "Crypto error: Signature verification failed: Message signature could not be verified: signature missing or no matching signing key",
                "Crypto error: Signature verification failed: Message signature verification failed: ECDSA mismatch",
                "",
            ],
            damaged
                .Select(item => item.GetProperty("error").GetString() ?? "")
                .Select(error => error.Split([": key_version", ": Invalid symbol", " '"], StringSplitOptions.None)[0]));
        // The SDK leaves these to its caller: a replay, a list that names another sender, and a message for another conversation.
        Assert.Equal(damaged[3].Text("messageId"), damaged[^1].Text("messageId"));
        Assert.NotEqual(damaged[2].Text("sender"), damaged[2].Text("listedSender"));
        Assert.Equal(("987654321:1099511627776000123", true), (damaged[1].Text("conversation"), damaged[1].GetProperty("verified").GetBoolean()));
    }

    [ChatXdkFact]
    public async Task The_SDK_accepts_the_quote_with_a_proof_and_not_the_false_one()
    {
        var events = (await ReadAsync(new SandboxOptions { ChatMessageCount = 0 }, WithZoe, "12")).SelectMany(conversation => conversation.Items("events")).ToList();
        Assert.Equal("valid", Quote("Not on a Friday, please."));
        // The quote of an edited message, and of one with an older key.
        Assert.Equal("valid", Quote("Thanks, noted."));
        Assert.Equal("valid", Quote("And it still is."));
        Assert.Equal("invalid", Quote("You said yes!"));
        Assert.Null(Quote("Monday, then."));

        string? Quote(string text) => events.Single(item => item.GetProperty("text").GetString() == text).GetProperty("quote").GetString();
    }

    [ChatXdkFact]
    public async Task The_SDK_cannot_verify_messages_without_encryption() => Assert.All(
        (await ReadAsync(new SandboxOptions(), WithDevelopers))[0].Items("events"),
        item => Assert.Contains("could not be verified", item.Text("error"), StringComparison.Ordinal));

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(SandboxOptions options, params string[] conversations)
    {
        await using var server = await SandboxServer.StartAsync(options);
        return await ClientProcess.RunAsync(
            "node", [Path.Combine(ClientProcess.Folder("chat-xdk"), "read-sandbox.js"), server.BaseUri.AbsoluteUri, .. conversations]);
    }
}
