using System.Globalization;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Tests.Clients;

/// <summary>Keys, names, files and broken events, here and in X's own SDK.</summary>
public sealed class SdkToolsTests
{
    private static readonly int[] FileLengths = [0, 1, 1023, 1024, 1025, 2048, 5000];

    private readonly Party _party = new();

    [ChatXdkFact]
    public async Task Keys_names_and_files_work_in_both_directions()
    {
        var key = _party.Key.Key;
        var files = FileLengths.Select(length => new byte[length]).ToList();
        files.ForEach(Random.Shared.NextBytes);
        var encrypted = await Task.WhenAll(files.Select(file => EncryptAsync(file, key)));
        var made = await ChatXdk.RunAsync(
            "tools.js",
            new
            {
                reader = new { blob = Convert.ToBase64String(_party.AliceKeys.ToBlob()), keyVersion = _party.Alice.KeyVersion },
                registration = new
                {
                    identity = Convert.ToBase64String(_party.AliceKeys.IdentityPublicKey),
                    signing = Convert.ToBase64String(_party.AliceKeys.SigningPublicKey!),
                    signature = KeyBinding.Sign(_party.AliceKeys),
                },
                wrappedKey = ConversationKeys.Wrap(key, _party.AliceKeys.IdentityPublicKey),
                key = Convert.ToBase64String(key),
                sealedText = Convert.ToBase64String(SecretBox.Seal(key, "Ωmega — group"u8)),
                encryptedFiles = encrypted
                    .Append(encrypted[^1][..^100])
                    .Append(encrypted[^1][..(24 + 1041)])
                    .Select(Convert.ToBase64String),
                plainFiles = files.Select(Convert.ToBase64String),
            });
        Assert.True(made.GetProperty("isBound").GetBoolean());
        Assert.True(made.GetProperty("isRegistered").GetBoolean());
        Assert.Equal(
            (KeyFingerprint.Of(_party.AliceKeys.IdentityPublicKey), Convert.ToBase64String(key), "Ωmega — group"),
            (made.Text("fingerprint"), made.Text("key"), made.Text("text")));
        Assert.Equal("Ωmega — group"u8.ToArray(), SecretBox.Open(key, made.GetProperty("sealedText").GetBytesFromBase64()));
        var plain = made.GetProperty("plainFiles").EnumerateArray().Select(file => file.GetString()!).ToList();
        Assert.Equal(files.Select(Convert.ToBase64String), plain[..^2]);
        Assert.All(plain[^2..], error => Assert.StartsWith("error: ", error));
        var theirs = made.GetProperty("encryptedFiles").EnumerateArray().Select(file => file.GetBytesFromBase64()).ToList();
        Assert.Equal(encrypted.Select(file => file.Length), theirs.Select(file => file.Length));
        Assert.Equal(files, await Task.WhenAll(theirs.Select(file => DecryptAsync(file, key))));
    }

    [ChatXdkFact]
    public async Task Broken_events_are_errors_in_both()
    {
        var whole = Vectors.Event("text").ToBytes();
        string[] broken =
        [
            "", "not base64!", Convert.ToBase64String(whole).Insert(40, "_-"), Convert.ToBase64String(whole[..50]), Convert.ToBase64String(whole[..^1]),
            .. ((byte[][])
            [
                [.. Bytes.Field(ThriftType.String, 1), .. Bytes.Int32(int.MaxValue), .. "abc"u8],
                [.. Bytes.Field(ThriftType.String, 1), .. Bytes.Int32(-1), .. "abc"u8],
                [.. Bytes.Field(ThriftType.Struct, 99), .. Bytes.NestedStructs(63), 0],
                [.. Bytes.Field(ThriftType.List, 99), (byte)ThriftType.Bool, .. Bytes.Int32(10_001), .. new byte[10_001], 0],
                [.. Bytes.Field(ThriftType.List, 99), (byte)ThriftType.Bool, .. Bytes.Int32(-1), 0],
                [99, 0, 1, 0],
            ]).Select(Convert.ToBase64String),
        ];
        string[] readable =
        [
            Convert.ToBase64String([.. whole, 1, 2, 3]),
            Convert.ToBase64String(whole).TrimEnd('='),
            Convert.ToBase64String(Bytes.NestedStructs(63)),
            "AA==",
        ];
        var read = await ChatXdk.RunAsync(
            "read-events.js",
            new
            {
                reader = new { blob = Convert.ToBase64String(_party.AliceKeys.ToBlob()), keyVersion = "1" },
                signingKeys = Array.Empty<object>(),
                events = broken.Concat(readable),
            });
        var errors = read.GetProperty("lenient")
            .GetProperty("errors")
            .EnumerateObject()
            .Select(error => int.Parse(error.Name, CultureInfo.InvariantCulture))
            .Order();

        // The first readable one is an error to the SDK because the reader has no key for it.
        Assert.Equal(Enumerable.Range(0, broken.Length), errors.Where(index => index < broken.Length));
        Assert.All(broken, encoded => Assert.Throws<MalformedThriftException>(() => ChatEvent.Read(encoded)));
        Assert.All(readable, encoded => Assert.NotNull(ChatEvent.Read(encoded)));
        Assert.All(errors.Where(index => index >= broken.Length), index =>
            Assert.Contains("no matching key", read.GetProperty("lenient").GetProperty("errors").Text($"{index}")));
    }

    private static async Task<byte[]> EncryptAsync(byte[] plain, byte[] key)
    {
        using var output = new MemoryStream();
        await SecretStream.EncryptAsync(new MemoryStream(plain), output, key, CancellationToken.None);
        return output.ToArray();
    }

    private static async Task<byte[]> DecryptAsync(byte[] encrypted, byte[] key)
    {
        using var output = new MemoryStream();
        await SecretStream.DecryptAsync(new MemoryStream(encrypted), output, key, CancellationToken.None);
        return output.ToArray();
    }
}
