using System.Globalization;

namespace TwitterDm.Sandbox.Host;

/// <summary>The command line, read.</summary>
internal sealed record HostArguments
{
    public const string Usage = $"""
        The Direct Messages API of X, simulated on a loopback port.

        dotnet run --project src/TwitterDm.Sandbox.Host -- [options]

          --port N               the port on 127.0.0.1; 0 or nothing takes a free one
          --event-count N        events of the last 30 days (500; at most 1000000)
          --seed N               what everything random is drawn from (1)
          --rate-limit N         requests in 15 minutes (enough to read everything three times)
          --daily-limit N        requests in 24 hours (none)
          --send-limit N         messages sent in 15 minutes (200)
          --daily-send-limit N   messages sent in 24 hours (1000)
          --list-delay T         how long after it was sent a message appears in lists (00:00:00)
          --token-lifetime T     how long an access token lives that was issued by signing in, such as 00:00:30 (02:00:00)
          --fault N:KIND         what goes wrong with the Nth request; can be given again. Some kinds take a value:
                                 status=503, slow-body=2.5 or drip=0.5 (seconds), 429-remaining=5, redirect=ADDRESS
          --fault-every N:KIND   what goes wrong with every Nth request; can be given again
          --help                 this text

        Bearer tokens it takes: {SandboxCredentials.UserToken} (a user's), {SandboxCredentials.AppOnlyToken} (an application's),
          {SandboxCredentials.TokenWithoutDmRead} (a user's without the scope dm.read),
          {SandboxCredentials.TokenWithoutDmWrite} (a user's without the scopes dm.write and media.write).
        OAuth 1.0a, each between quotes here: consumer key "{SandboxCredentials.ConsumerKey}", consumer secret
          "{SandboxCredentials.ConsumerSecret}", token "{SandboxCredentials.AccessToken}",
          token secret "{SandboxCredentials.AccessTokenSecret}".
        OAuth 2.0: public client "{SandboxCredentials.ClientId}", refresh token "{SandboxCredentials.RefreshToken}";
          confidential client "{SandboxCredentials.ConfidentialClientId}", secret "{SandboxCredentials.ClientSecret}".
        """;

    private const int HighestPort = 65535;

    public int Port { get; init; }

    public SandboxOptions Options { get; init; } = new();

    public IReadOnlyList<(int Request, Fault Fault)> Faults { get; init; } = [];

    /// <summary>The faults of every so-many-th request.</summary>
    public IReadOnlyList<(int Round, Fault Fault)> RepeatedFaults { get; init; } = [];

    public bool Help { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">One of them is unknown or has a bad value; the message says which.</exception>
    public static HostArguments Parse(IReadOnlyList<string> arguments)
    {
        var read = new HostArguments();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] is "--help" or "-h")
                return read with { Help = true };
            read = read.With(arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : null);
        }

        return read;
    }

    private HostArguments With(string name, string? value) => name switch
    {
        "--port" => this with { Port = Number(name, value, 0, HighestPort) },
        "--event-count" => this with { Options = Options with { EventCount = Number(name, value, 0, SandboxOptions.MaximumEventCount) } },
        "--seed" => this with { Options = Options with { Seed = Number(name, value, 0, int.MaxValue) } },
        "--rate-limit" => this with { Options = Options with { RequestsPerWindow = Number(name, value, 1, int.MaxValue) } },
        "--daily-limit" => this with { Options = Options with { RequestsPerDay = Number(name, value, 1, int.MaxValue) } },
        "--send-limit" => this with { Options = Options with { SendsPerWindow = Number(name, value, 1, int.MaxValue) } },
        "--daily-send-limit" => this with { Options = Options with { SendsPerDay = Number(name, value, 1, int.MaxValue) } },
        "--list-delay" => this with { Options = Timed(name, value, "from nothing to a day", time => Options with { ListDelay = time }) },
        "--token-lifetime" => this with { Options = Timed(name, value, "from a second to a year", time => Options with { TokenLifetime = time }) },
        "--fault" => this with { Faults = [.. Faults, PlannedFault(name, value)] },
        "--fault-every" => this with { RepeatedFaults = [.. RepeatedFaults, PlannedFault(name, value)] },
        _ => throw new FormatException($"'{name}' is no option; --help lists them."),
    };

    private static int Number(string name, string? text, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"{name} takes a number from {minimum} to {maximum}, and not '{text}'.");

    private static SandboxOptions Timed(string name, string? text, string range, Func<TimeSpan, SandboxOptions> set) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && set(time) is { Error: null } options
            ? options
            : throw new FormatException($"{name} takes a time {range}, such as 00:00:30, and not '{text}'.");

    private static (int Number, Fault Fault) PlannedFault(string name, string? text)
    {
        var parts = (text ?? "").Split(':', 2);
        return parts.Length == 2
            ? (Number(name, parts[0], 1, int.MaxValue), Fault.Parse(parts[1]))
            : throw new FormatException($"{name} takes a number and a kind, such as 3:cut-body, and not '{text}'.");
    }
}
