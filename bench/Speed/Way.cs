namespace TwitterDm.Bench.Speed;

/// <summary>One way of doing something, run as a process of its own several times.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">The program and its arguments.</param>
internal sealed record Way(string Name, IReadOnlyList<string> Command)
{
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal)
    {
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["POWERSHELL_UPDATECHECK"] = "Off",
    };

    private readonly List<Sample> _samples = [];

    private KeyValuePair<string, string>? Setting { get; init; }

    public Spread Seconds => Spread.Of(_samples.Select(sample => sample.Total.TotalSeconds));

    public Spread WorkSeconds => Spread.Of(_samples.Select(sample => sample.Work.TotalSeconds));

    public Spread Megabytes => Spread.Of(_samples.Select(sample => sample.PeakBytes / 1e6));

    public Spread Methods => Spread.Of(_samples.Select(sample => (double)sample.Methods));

    public long Events => _samples[^1].Events;

    /// <summary>The same with a setting of .NET.</summary>
    /// <param name="setting">An environment variable and its value.</param>
    public Way With(KeyValuePair<string, string> setting) => new($"{Name}, with `{setting.Key}={setting.Value}`", Command) { Setting = setting };

    /// <summary>
    /// Runs each way in turns, so that a busy moment of the machine does not hit only one; a round before warms up. Each round begins with
    /// another way, so that none always follows the same one.
    /// </summary>
    public static void Run(int runs, params IReadOnlyList<Way> ways) => Run(runs, warmsUp: true, ways);

    /// <summary>Runs each way in turns.</summary>
    public static void Run(int runs, bool warmsUp, params IReadOnlyList<Way> ways)
    {
        for (var round = warmsUp ? 0 : 1; round <= runs; round++)
        {
            for (var turn = 0; turn < ways.Count; turn++)
            {
                var way = ways[(round + turn) % ways.Count];
                var sample = Sample.Take(way.Command, way.Setting is { } setting ? Environment.Append(setting) : Environment);
                if (round > 0)
                    way._samples.Add(sample);
            }
        }
    }
}
