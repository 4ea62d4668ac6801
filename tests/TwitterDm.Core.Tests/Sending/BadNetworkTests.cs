using System.Globalization;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>
/// Hundreds of messages over a bad network, from a process that is killed halfway: each is either sent exactly once, or is reported as uncertain and
/// was not sent.
/// </summary>
public sealed class BadNetworkTests : IDisposable
{
    private const int Rows = 400;
    private const double Speed = 40;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Despite_faults_and_a_kill_each_message_is_sent_once_or_reported_as_uncertain()
    {
        var clock = FastClock.StartNow(Speed);
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock, SendsPerWindow = Rows * 2, SendsPerDay = null, RequestsPerWindow = Rows * 2 });
        Fault[] faults = [Fault.ResetAfterHandling, Fault.RefuseBeforeReading, Fault.StatusAfterHandling(503), Fault.CutBody, Fault.Status(502), Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(5))];
        for (var kind = 0; kind < faults.Length; kind++)
        {
            var turn = kind;
            server.Faults.When(request => request.Number % 10 == 0 && request.Number / 10 % faults.Length == turn, faults[kind], int.MaxValue);
        }

        var journal = Path.Combine(_folder.Root, "run.jsonl");
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "TwitterDm.SendWorker.dll"), server.BaseUri.AbsoluteUri, SandboxCredentials.UserToken, clock.ToString(), journal, $"{Rows}"];
        using (var killed = Worker.StartProgram("dotnet", [], arguments))
        {
            while (server.Api.SentMessages.Count < Rows / 2)
                Assert.NotNull(await killed.ReadLineAsync());
            await killed.KillAsync();
        }

        using var second = Worker.StartProgram("dotnet", [], arguments);
        var lines = (await second.SucceedAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1).ToList();

        var there = server.Api.SentMessages.GroupBy(message => message.Text!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.Equal(Rows, lines.Count);
        Assert.All(there, pair => Assert.Equal(1, pair.Value));
        Assert.InRange(lines.Count(line => line.Contains(" before", StringComparison.Ordinal)), Rows / 3, Rows - 1);
        Assert.All(lines, line =>
        {
            var row = line.Split(' ')[0];
            var isUncertain = line.StartsWith($"{row} {nameof(DmErrorKind.SendUncertain)}", StringComparison.Ordinal);
            Assert.True(isUncertain != there.ContainsKey($"Message {row}"), line);
        });
        Assert.InRange(lines.Count(line => line.Contains(nameof(DmErrorKind.SendUncertain), StringComparison.Ordinal)), 1, Rows / 10);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{Rows} "), lines[^1], StringComparison.Ordinal);
    }
}
