using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;

namespace TwitterDm.Core.Tests.Listing.Checkpoints;

/// <summary>A job that is killed repeatedly at random moments while new events arrive.</summary>
public sealed class CheckpointKillTests : IDisposable
{
    private const int Kills = 30;
    private const int MaxNew = 40;
    private const int MaxLines = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_event_is_returned_at_least_once()
    {
        await using var server = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                EventCount = 150,
                SendsPerWindow = 10_000,
                SendsPerDay = null,
                RequestsPerWindow = 10_000,
            });
        using var connection = await DmConnection.OpenAsync(
            new() { ApiBaseUri = server.BaseUri, Credential = new BearerCredential(SandboxCredentials.UserToken) });
        var (checkpoint, output) = (Path.Combine(_folder.Root, "all.checkpoint"), Path.Combine(_folder.Root, "ids.txt"));
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "TwitterDm.ListWorker.dll"),
            server.BaseUri.AbsoluteUri,
            SandboxCredentials.UserToken,
            checkpoint,
            output,
        ];

        for (var kill = 0; kill < Kills; kill++)
        {
            using var worker = Worker.StartProgram("dotnet", [], arguments);
            var sending = SendAsync(connection, Random.Shared.Next(MaxNew));
            for (var left = Random.Shared.Next(MaxLines); left > 0 && await worker.ReadLineAsync() is not null; left--)
            {
            }

            await worker.KillAsync();
            await sending;
        }

        using var last = Worker.StartProgram("dotnet", [], arguments);
        Assert.EndsWith("end\n", await last.SucceedAsync(), StringComparison.Ordinal);

        var all = await TestApi.CollectAsync(new DmClient(connection).ListEvents(new DmEventQuery()));
        var got = await File.ReadAllLinesAsync(output);
        Assert.Empty(all.Select(item => item.Id).Except(got, StringComparer.Ordinal));
        Assert.Empty(got.Except(all.Select(item => item.Id), StringComparer.Ordinal));
    }

    private static async Task SendAsync(DmConnection connection, int count)
    {
        var messages = Enumerable.Range(1, count).Select(number => new DmOutgoingMessage { To = new("12"), Text = $"new {number}" }).ToArray();
        await foreach (var result in new DmClient(connection).SendMessages(messages))
            Assert.NotNull(result.Sent);
    }
}
