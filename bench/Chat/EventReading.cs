using System.Diagnostics;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Bench.Chat;

/// <summary>What the core does with an event, as a whole and in parts.</summary>
internal sealed class EventReading(EncryptedEvents events) : IDisposable
{
    private readonly SigningKey _alice = events.SigningKeyOf("111");
    private readonly SigningKey _bob = events.SigningKeyOf("222");
    private readonly List<ChatEvent> _parsed = [.. events.Messages.Select(ChatEvent.Read)];

    public TimeSpan ReadAll() => Time(() =>
    {
        foreach (var encoded in events.Messages)
        {
            var message = ChatEvent.Read(encoded);
            Require(Verifies(message) && Decrypts(message));
        }
    });

    public TimeSpan VerifyAll() => Time(() => Require(_parsed.TrueForAll(Verifies)));

    public TimeSpan DecryptAll() => Time(() => Require(_parsed.TrueForAll(Decrypts)));

    public TimeSpan ParseAll() => Time(() => Require(events.Messages.All(encoded => ChatEvent.Read(encoded).SenderId is not null)));

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    private bool Verifies(ChatEvent message) => (message.SenderId is "111" ? _alice : _bob).Verify(SignedText.Of(message), message.Signature?.Value);

    private bool Decrypts(ChatEvent message) =>
        SecretBox.Open(events.Key.Key, message.Contents) is { } plain && ChatEntry.Read(plain).Message is { Text.Length: > 0, Entities.Count: 3 };

    private static void Require(bool isRight)
    {
        if (!isRight)
            throw new InvalidOperationException("An event could not be read.");
    }

    private static TimeSpan Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }
}
