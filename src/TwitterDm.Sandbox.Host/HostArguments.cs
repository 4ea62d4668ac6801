using System.Globalization;
using TwitterDm.Sandbox.Chat.Writing;
using TwitterDm.Sandbox.Faults;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Host;

/// <summary>The parsed command line.</summary>
internal sealed record HostArguments
{
    public const string Usage = $"""
        Simulates X's Direct Messages API and X Chat on a loopback port.

        dotnet run --project src/TwitterDm.Sandbox.Host -- [options]

          --port N               The port on 127.0.0.1. Default: any free port.
          --event-count N        The number of events in the last 30 days, up to 1000000. Default: 500.
          --seed N               The seed of all random data. Default: 1.
          --rate-limit N         The requests allowed in 15 minutes. Default: enough to read everything three times.
          --rate-limit documented  The limits on X's pages: in 15 minutes, 15 requests to each endpoint that reads, 15 messages (1440 a day),
                                 300 deletions and 10 blocks. Limits that follow on the command line replace them.
          --daily-limit N        The requests allowed in 24 hours. Default: unlimited.
          --send-limit N         The messages that can be sent in 15 minutes. Default: 200.
          --daily-send-limit N   The messages that can be sent in 24 hours. Default: 1000.
          --list-delay T         How long it takes until a sent message appears in lists. Default: 00:00:00.
          --token-lifetime T     The lifetime of access tokens that are issued by signing in, such as 00:00:30. Default: 02:00:00.
          --chat on|off          Whether there is X Chat. Default: on.
          --chat-conversations N The number of X Chat conversations in the list, up to 1000. Default: 11, which contain every kind of event.
          --chat-messages N      The number of ordinary messages in each of them. Default: 15.
          --chat-request on|off  Whether a conversation waits to be accepted. Default: on.
          --chat-rate-limit N    The requests allowed in 15 minutes to each X Chat endpoint. Default: enough to read everything three times.
          --chat-answers T       How long it takes until someone answers an X Chat message, such as 00:00:05. Default: nobody answers.
          --chat-refusals R      How X Chat messages are refused: with an event that says why (event), or a problem. Default: event.
          --traffic N            The events a minute that happen to each account, by the clock, up to 6000. Default: 0.
          --multipart on|off     Whether segments of uploads can be multipart forms as well as JSON. Default: on.
          --vocabulary V         The names of fields and expansions that are accepted: 2.166, 2.167 or both. Default: both, as the live API does.
          --fault N:FAULT        Injects a fault into the response to request N. Can be repeated. Some faults take a value:
                                 status=503, slow-body=2.5 or drip=0.5 (seconds), 429-remaining=5, redirect=URL, chat-failure=14 (X's number)
          --fault-every N:FAULT  Injects a fault into every Nth response. Can be repeated.
          --help                 Shows this help.

        Bearer tokens:
          {SandboxCredentials.UserToken} (user), {SandboxCredentials.UserToken}-2 to {SandboxCredentials.UserToken}-100 (other users)
          {SandboxCredentials.AppOnlyToken} (app-only)
          {SandboxCredentials.TokenWithoutDmRead} (user, without the scope dm.read)
          {SandboxCredentials.TokenWithoutDmWrite} (user, without the scopes dm.write and media.write)
        OAuth 1.0a (without the quotation marks):
          consumer key "{SandboxCredentials.ConsumerKey}", consumer secret "{SandboxCredentials.ConsumerSecret}"
          access token "{SandboxCredentials.AccessToken}", token secret "{SandboxCredentials.AccessTokenSecret}"
        OAuth 2.0:
          public client "{SandboxCredentials.ClientId}", refresh token "{SandboxCredentials.RefreshToken}"
          confidential client "{SandboxCredentials.ConfidentialClientId}", secret "{SandboxCredentials.ClientSecret}"
        X Chat:
          private keys "{SandboxCredentials.ChatKey}"
          registered under the version {SandboxCredentials.ChatKeyVersion}
        """;

    private const int HighestPort = 65535;

    public int Port { get; init; }

    public SandboxOptions Options { get; init; } = new();

    public IReadOnlyList<(int Request, Fault Fault)> Faults { get; init; } = [];

    /// <summary>The faults for every nth request.</summary>
    public IReadOnlyList<(int Round, Fault Fault)> RepeatedFaults { get; init; } = [];

    public bool Help { get; init; }

    /// <summary>Parses the command line.</summary>
    /// <exception cref="FormatException">An option is unknown or has an invalid value.</exception>
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

    private HostArguments With(string name, string? value)
        => name switch
        {
            "--port" => this with { Port = Number(name, value, 0, HighestPort) },
            "--event-count" => this with
            {
                Options = Options with { EventCount = Number(name, value, 0, SandboxOptions.MaximumEventCount) },
            },
            "--seed" => this with { Options = Options with { Seed = Number(name, value, 0, int.MaxValue) } },
            "--rate-limit" when value is "documented" => this with { Options = Options.WithDocumentedRateLimits() },
            "--rate-limit" => this with
            {
                Options = Options with { RequestsPerWindow = Number(name, value, 1, int.MaxValue, " or documented") },
            },
            "--daily-limit" => this with { Options = Options with { RequestsPerDay = Number(name, value, 1, int.MaxValue) } },
            "--send-limit" => this with { Options = Options with { SendsPerWindow = Number(name, value, 1, int.MaxValue) } },
            "--daily-send-limit" => this with { Options = Options with { SendsPerDay = Number(name, value, 1, int.MaxValue) } },
            "--list-delay" => this with { Options = Timed(name, value, "from zero to a day", time => Options with { ListDelay = time }) },
            "--token-lifetime" => this with
            {
                Options = Timed(name, value, "from a second to a year", time => Options with { TokenLifetime = time }),
            },
            "--chat" => this with { Options = Options with { HasChat = IsOn(name, value) } },
            "--chat-conversations" => this with
            {
                Options = Options with { ChatConversationCount = Number(name, value, 0, SandboxOptions.MaximumChatConversationCount) },
            },
            "--chat-messages" => this with
            {
                Options = Options with { ChatMessageCount = Number(name, value, 0, SandboxOptions.MaximumChatMessageCount) },
            },
            "--chat-request" => this with { Options = Options with { HasChatRequest = IsOn(name, value) } },
            "--chat-rate-limit" => this with { Options = Options with { ChatRequestsPerWindow = Number(name, value, 1, int.MaxValue) } },
            "--chat-answers" => this with
            {
                Options = Timed(name, value, "from zero to a day", time => Options with { ChatAnswerDelay = time }),
            },
            "--chat-refusals" => this with { Options = Options with { ChatRefusal = Refusal(name, value) } },
            "--traffic" => this with
            {
                Options = Options with { TrafficPerMinute = Number(name, value, 0, SandboxOptions.MaximumTrafficPerMinute) },
            },
            "--multipart" => this with { Options = Options with { AcceptsMultipart = IsOn(name, value) } },
            "--vocabulary" => this with { Options = Options with { Vocabulary = Vocabulary(name, value) } },
            "--fault" => this with { Faults = [.. Faults, PlannedFault(name, value)] },
            "--fault-every" => this with { RepeatedFaults = [.. RepeatedFaults, PlannedFault(name, value)] },
            _ => throw new FormatException($"'{name}' is not a valid option. Use --help for a list."),
        };

    private static int Number(string name, string? text, int minimum, int maximum, string alternative = "") =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"{name} must be a number from {minimum} to {maximum}{alternative}, not '{text}'.");

    private static bool IsOn(string name, string? text) => text switch
    {
        "on" => true,
        "off" => false,
        _ => throw new FormatException($"{name} must be on or off, not '{text}'."),
    };

    private static ChatRefusal Refusal(string name, string? text) => text switch
    {
        "event" => ChatRefusal.FailureEvent,
        "problem" => ChatRefusal.Problem,
        _ => throw new FormatException($"{name} must be event or problem, not '{text}'."),
    };

    private static SandboxVocabulary Vocabulary(string name, string? text) => text switch
    {
        "2.166" => SandboxVocabulary.V2166,
        "2.167" => SandboxVocabulary.V2167,
        "both" => SandboxVocabulary.Both,
        _ => throw new FormatException($"{name} must be 2.166, 2.167 or both, not '{text}'."),
    };

    private static SandboxOptions Timed(string name, string? text, string range, Func<TimeSpan, SandboxOptions> set) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && set(time) is { Error: null } options
            ? options
            : throw new FormatException($"{name} must be a time {range}, such as 00:00:30, not '{text}'.");

    private static (int Number, Fault Fault) PlannedFault(string name, string? text)
    {
        var parts = (text ?? "").Split(':', 2);
        return parts.Length == 2
            ? (Number(name, parts[0], 1, int.MaxValue), Fault.Parse(parts[1]))
            : throw new FormatException($"{name} must be a number and a fault, such as 3:cut-body, not '{text}'.");
    }
}
