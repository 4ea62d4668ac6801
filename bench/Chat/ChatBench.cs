using System.Globalization;

namespace TwitterDm.Bench.Chat;

/// <summary>
/// How many events of X Chat are verified and decrypted in a second: by this code, on one thread, and by X's own SDK in Node.
/// </summary>
internal static class ChatBench
{
    private const int Rounds = 7;

    /// <summary>Measures, and prints a table.</summary>
    /// <param name="count">The number of events.</param>
    public static int Run(int count)
    {
        using var events = new EncryptedEvents(count);
        using var reader = new EventReading(events);
        using var sdk = SdkProcess.TryStart(events);
        if (sdk is null)
            Console.WriteLine($"Skipped: X's SDK. {SdkProcess.Missing}");
        var ways = new List<(string Name, Func<TimeSpan> Measure)>
        {
            ("read, verify and decrypt", reader.ReadAll),
            ("  of which: signatures", reader.VerifyAll),
            ("  of which: decryption", reader.DecryptAll),
            ("  of which: Thrift and base64", reader.ParseAll),
        };
        if (sdk is not null)
            ways.Add(("X's SDK in Node", sdk.Measure));

        // In turns, so that a busy moment of the machine does not hit one of them only. The first round warms up.
        var times = ways.ToDictionary(way => way.Name, _ => TimeSpan.MaxValue, StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, measure) in ways)
            {
                var time = measure();
                if (round > 0 && time < times[name])
                    times[name] = time;
            }
        }

        Write(count, [.. ways.Select(way => (way.Name, times[way.Name]))]);
        return 0;
    }

    private static void Write(int count, IReadOnlyList<(string Name, TimeSpan Time)> results)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} encrypted messages, each with its own signature; the best of {Rounds} rounds"));
        Console.WriteLine($"{"method",-32} {"events/s",10} {"µs/event",9} {"ratio",6}");
        foreach (var (name, time) in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-32} {count / time.TotalSeconds,10:N0} {time.TotalMicroseconds / count,9:0.0} {time / results[0].Time,6:0.00}"));
        }
    }
}
