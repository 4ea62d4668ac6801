using TwitterDm.Sandbox.Host;

namespace TwitterDm.Core.Tests.Listing.Randomized;

/// <summary>Which requests of a listing fail, and how; drawn before it begins, so that the same seed produces the same faults.</summary>
internal sealed class FaultSchedule
{
    // There are no faults after this request, so every listing ends.
    private const int LastFault = 60;
    private const int MaxInARow = 7;
    private const double ShareOfSilences = 0.01;
    private const double ShareOfDays = 0.02;

    private readonly Dictionary<int, RandomFault> _faults = [];

    public FaultSchedule(Random random, SandboxServer server, IReadOnlyList<RandomFault> kinds, bool isAlone)
    {
        server.Faults.Reset();
        var share = 0.1 + (random.NextDouble() * 0.6);
        for (var number = 1; number <= LastFault; number++)
        {
            if (random.NextDouble() >= share)
                continue;
            // A single fault, or one that lasts for several requests; a repeated token becomes a cycle only if it lasts.
            var kind = Draw(random, kinds, isAlone);
            var inARow = kind.Meaning == FaultMeaning.Circle || random.Next(10) == 0 ? random.Next(1, MaxInARow) : 1;
            for (; inARow > 0 && number <= LastFault; inARow--, number++)
                Plan(number, kind, kind.Make(random));
        }

        void Plan(int number, RandomFault kind, Fault fault)
        {
            _faults[number] = kind;
            server.Faults.When(request => request.Number == number, fault);
        }
    }

    /// <summary>The faults of the requests of a run, in order; null for a request without a fault.</summary>
    public IReadOnlyList<RandomFault?> Met(int first, int last)
        => [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(number => _faults.GetValueOrDefault(number))];

    public override string ToString() => string.Join(", ", _faults.OrderBy(fault => fault.Key).Select(fault => $"{fault.Key}:{fault.Value.Name}"));

    private static RandomFault Draw(Random random, IReadOnlyList<RandomFault> kinds, bool isAlone) => random.NextDouble() switch
    {
        < ShareOfSilences when isAlone => RandomFault.Silences[random.Next(RandomFault.Silences.Count)],
        < ShareOfSilences + ShareOfDays when isAlone => RandomFault.Day,
        _ => kinds[random.Next(kinds.Count)],
    };
}
