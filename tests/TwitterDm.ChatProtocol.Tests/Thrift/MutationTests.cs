using System.Globalization;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Tests.Support;
using TwitterDm.ChatProtocol.Thrift;
using Xunit.Abstractions;

namespace TwitterDm.ChatProtocol.Tests.Thrift;

/// <summary>Events with random changes are read or malformed, and nothing else. TWITTERDM_TEST_SEED repeats a run.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Count = 20_000;

    private static readonly byte[][] Samples =
    [
        .. Vectors.Events.Select(encoded => ChatEvent.Read(encoded).ToBytes()),
        .. Vectors.Root.GetProperty("events").EnumerateObject().Select(item => SecretBox.Open(Vectors.ConversationKey, Vectors.Event(item.Name).Contents)!),
    ];

    // What matters to the protocol: types, counts, lengths at their limits.
    private static readonly byte[][] Pieces =
    [
        [0], [2], [8], [11], [12], [13], [14], [15], [255],
        Bytes.Int32(int.MaxValue), Bytes.Int32(-1), Bytes.Int32(10_000), Bytes.Int32(ThriftLimits.MaxStringLength),
        Bytes.NestedStructs(70), [.. Bytes.Field(ThriftType.List, 3), (byte)ThriftType.Struct, .. Bytes.Int32(9_999)],
    ];

    [Fact]
    public void A_changed_event_is_read_or_malformed()
    {
        var seed = Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED") is { } text
            ? int.Parse(text.Split('/')[0], CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"TWITTERDM_TEST_SEED={seed}");
        var random = new Random(seed);
        var malformed = 0;
        for (var number = 0; number < Count; number++)
        {
            var input = Mutate(random);
            try
            {
                ReadAll(input);
            }
            catch (MalformedThriftException)
            {
                malformed++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"TWITTERDM_TEST_SEED={seed}, number {number}: {Convert.ToBase64String(input)}", exception);
            }
        }

        Assert.InRange(malformed, Count / 20, Count - (Count / 20));
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = Samples[random.Next(Samples.Length)].ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var position = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 9), bytes.Count - position);
            switch (random.Next(5))
            {
                case 0 when position < bytes.Count:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(position, length);
                    break;
                case 2:
                    bytes.InsertRange(position, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 3:
                    bytes.InsertRange(position, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    var piece = Pieces[random.Next(Pieces.Length)];
                    bytes.RemoveRange(position, Math.Min(piece.Length, bytes.Count - position));
                    bytes.InsertRange(position, piece);
                    break;
            }
        }

        return [.. bytes];
    }

    // Everything that a reader may ask for, of events and of entries alike.
    private static void ReadAll(byte[] input)
    {
        var tree = ThriftCodec.Read(input);
        Assert.Equal(ThriftCodec.Write(tree), ThriftCodec.Write(ThriftCodec.Read(ThriftCodec.Write(tree))));
        AllProperties.Read(new ChatEvent(tree));
        AllProperties.Read(new ChatEntry(tree));
        SignedText.Of(new ChatEvent(tree), Vectors.ConversationKey);
    }
}
