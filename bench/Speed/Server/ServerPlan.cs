using System.Globalization;

namespace TwitterDm.Bench.Speed.Server;

/// <summary>What a server serves.</summary>
/// <param name="Events">The number of classic events.</param>
/// <param name="ChatConversations">The number of X Chat conversations.</param>
/// <param name="ChatMessages">The number of messages in each of them.</param>
/// <param name="Latency">How long each response takes.</param>
internal sealed record ServerPlan(int Events, int ChatConversations = 0, int ChatMessages = 0, TimeSpan Latency = default)
{
    public static ServerPlan Parse(string[] arguments)
    {
        var numbers = Array.ConvertAll(arguments, argument => int.Parse(argument, CultureInfo.InvariantCulture));
        return new(numbers[0], numbers[1], numbers[2], TimeSpan.FromMilliseconds(numbers[3]));
    }

    public IEnumerable<string> ToArguments()
        => new[] { Events, ChatConversations, ChatMessages, (int)Latency.TotalMilliseconds }.Select(number => number.ToString(CultureInfo.InvariantCulture));
}
