using TwitterDm.Sandbox.Host;

namespace TwitterDm.Bench.Sends;

/// <summary>A network on which every tenth request fails, each time in a different way.</summary>
internal static class BadNetwork
{
    private const int Every = 10;

    private static readonly Fault[] Faults =
    [
        Fault.ResetAfterHandling, Fault.RefuseBeforeReading, Fault.StatusAfterHandling(503), Fault.CutBody, Fault.Status(502),
        Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(5)),
    ];

    public static void Spoil(SandboxServer server)
    {
        for (var kind = 0; kind < Faults.Length; kind++)
        {
            var turn = kind;
            server.Faults.When(request => request.Number % Every == 0 && request.Number / Every % Faults.Length == turn, Faults[kind], int.MaxValue);
        }
    }
}
