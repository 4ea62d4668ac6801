using System.Globalization;

namespace TwitterDm.Bench.Speed.Server;

/// <summary>What a server serves.</summary>
/// <param name="Events">The number of classic events.</param>
/// <param name="ChatConversations">The number of X Chat conversations.</param>
/// <param name="Latency">How long each response takes.</param>
internal sealed record ServerPlan(int Events, int ChatConversations = 0, TimeSpan Latency = default)
{
    public static ServerPlan Parse(string[] arguments) => new(
        int.Parse(arguments[0], CultureInfo.InvariantCulture),
        int.Parse(arguments[1], CultureInfo.InvariantCulture),
        TimeSpan.FromMilliseconds(int.Parse(arguments[2], CultureInfo.InvariantCulture)));

    public IEnumerable<string> ToArguments() =>
    [
        Events.ToString(CultureInfo.InvariantCulture),
        ChatConversations.ToString(CultureInfo.InvariantCulture),
        Latency.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
    ];
}
