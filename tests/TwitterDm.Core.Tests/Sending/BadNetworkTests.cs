using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Sending;

/// <summary>
/// Hundreds of messages over a bad network, from a process that is killed halfway: each is either sent exactly once, or is reported as
/// uncertain and was not sent.
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
        await using var server = await StartAsync(new SandboxOptions { Clock = clock, SendsPerWindow = Rows * 2, SendsPerDay = null, RequestsPerWindow = Rows * 2 });

        var lines = await SendTwiceAsync(server, clock, () => server.Api.SentMessages.Count);

        var there = server
            .Api.SentMessages.GroupBy(message => message.Text!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.All(there, pair => Assert.Equal(1, pair.Value));
        Assert.All(lines, line =>
        {
            var row = line.Split(' ')[0];
            var isUncertain = line.StartsWith($"{row} {nameof(DmErrorKind.SendUncertain)}", StringComparison.Ordinal);
            Assert.True(isUncertain != there.ContainsKey($"Message {row}"), line);
        });
        Assert.InRange(lines.Count(line => line.Contains(nameof(DmErrorKind.SendUncertain), StringComparison.Ordinal)), 1, Rows / 10);
    }

    [Fact]
    public async Task By_X_Chat_each_message_is_sent_exactly_once_and_none_is_uncertain()
    {
        var clock = FastClock.StartNow(Speed);
        await using var server = await StartAsync(
            new SandboxOptions
            {
                Clock = clock,
                ChatConversationCount = 60,
                ChatMessageCount = 2,
                ChatRequestsPerWindow = Rows * 10,
            });

        var lines = await SendTwiceAsync(server, clock, () => server.Api.SentChatMessages.Count, SandboxCredentials.ChatKey);

        Assert.Equal(Enumerable.Range(1, Rows).Select(row => $"Message {row}").Order(), server.Api.SentChatMessages.Select(message => message.Text!).Order());
        Assert.All(lines, line => Assert.True(line.Contains(" sent ", StringComparison.Ordinal) || line.EndsWith(" before", StringComparison.Ordinal), line));
        Assert.Empty(server.Api.SentMessages);
    }

    private static async Task<SandboxServer> StartAsync(SandboxOptions options)
    {
        var server = await SandboxServer.StartAsync(options);
        Fault[] faults =
        [
            Fault.ResetAfterHandling,
            Fault.RefuseBeforeReading,
            Fault.StatusAfterHandling(503),
            Fault.CutBody,
            Fault.Status(502),
            Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(5)),
        ];
        for (var kind = 0; kind < faults.Length; kind++)
        {
            var turn = kind;
            server.Faults.When(request => request.Number % 10 == 0 && request.Number / 10 % faults.Length == turn, faults[kind], int.MaxValue);
        }

        return server;
    }

    // Kills the first run halfway, and returns what the second one prints about each row.
    private async Task<IReadOnlyList<string>> SendTwiceAsync(SandboxServer server, FastClock clock, Func<int> countSent, params string[] chatKey)
    {
        var journal = Path.Combine(_folder.Root, "run.jsonl");
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "TwitterDm.SendWorker.dll"),
            server.BaseUri.AbsoluteUri,
            SandboxCredentials.UserToken,
            clock.ToString(),
            journal,
            $"{Rows}",
            .. chatKey,
        ];
        using (var killed = Worker.StartProgram("dotnet", [], arguments))
        {
            while (countSent() < Rows / 2)
                Assert.NotNull(await killed.ReadLineAsync());
            await killed.KillAsync();
        }

        using var second = Worker.StartProgram("dotnet", [], arguments);
        var lines = (await second.SucceedAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Rows, lines.Length - 1);
        Assert.InRange(lines.Count(line => line.Contains(" before", StringComparison.Ordinal)), Rows / 3, Rows - 1);
        Assert.StartsWith("used ", lines[^1], StringComparison.Ordinal);
        return lines[..^1];
    }
}
