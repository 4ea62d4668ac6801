using System.Text.Json;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.ChatProtocol.Tests.Support;

/// <summary>Events of a conversation of the users 111 and 222, made by X's own SDK with keys that nobody uses.</summary>
internal static class Vectors
{
    public const string Alice = "111";
    public const string Bob = "222";

    public static JsonElement Root { get; } = Load();

    public static JsonElement Conversation => Root.GetProperty("conversation");

    public static byte[] ConversationKey => Conversation.GetProperty("key").GetBytesFromBase64();

    public static ChatEvent KeyChange => ChatEvent.Read(Root.Text("keyChangeEvent"));

    /// <summary>The base64 of all events, the key change first.</summary>
    public static IReadOnlyList<string> Events =>
        [Root.Text("keyChangeEvent"), .. Root.GetProperty("events").EnumerateObject().Select(item => item.Value.GetString()!)];

    public static ChatEvent Event(string name) => ChatEvent.Read(Root.GetProperty("events").Text(name));

    /// <summary>What an event carries.</summary>
    public static ChatEntry Entry(string name) => ChatEntry.Read(SecretBox.Open(ConversationKey, Event(name).Contents)!);

    public static ChatPrivateKeys PrivateKeys(string user) =>
        ChatPrivateKeys.FromBlob(Root.GetProperty("users").GetProperty(user).GetProperty("privateKeyBlob").GetBytesFromBase64());

    public static JsonElement Registration(string user) =>
        Root.GetProperty("users").GetProperty(user).GetProperty("registration").GetProperty("publicKey");

    public static byte[] SigningPublicKey(string user) => Registration(user).GetProperty("signingPublicKey").GetBytesFromBase64();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("xchat-vectors.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
