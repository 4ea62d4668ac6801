using System.Text.Json;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Listing.Checkpoints;

/// <summary>A sandbox, a checkpoint in its own folder, and runs that use it.</summary>
internal sealed class CheckpointRuns : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private CheckpointRuns(TestApi api) => Api = api;

    public TestApi Api { get; }

    public string Folder => _folder.Root;

    public string File => Path.Combine(_folder.Root, "all.checkpoint");

    public string? NewestId => Saved.TryGetProperty("newestEventId", out var id) ? id.GetString() : null;

    public JsonElement Saved => JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement;

    public static async Task<CheckpointRuns> StartAsync(int eventCount = 250)
        => new(await TestApi.StartAsync(new SandboxOptions { EventCount = eventCount, SendsPerWindow = 1000 }));

    /// <summary>Completes one run.</summary>
    public Task<List<DmEvent>> RunAsync(DmEventQuery? query = null, DmClient? client = null)
        => Api.ListAsync((query ?? new DmEventQuery()) with { CheckpointPath = query?.CheckpointPath ?? File }, client);

    /// <summary>A run that is rejected before any list is requested.</summary>
    public async Task<DmException> RefuseAsync(DmEventQuery? query = null, DmClient? client = null, DmErrorKind kind = DmErrorKind.File)
    {
        var asked = Api.Server.Requests.Count;
        var error = await Assert.ThrowsAsync<DmException>(() => RunAsync(query, client));
        Assert.Equal(asked, Api.Server.Requests.Count);
        Assert.Equal(kind, error.Kind);
        Assert.True(error.RecommendedAction is not null || error.Reason != DmErrorReason.None, "The error has no advice.");
        return error;
    }

    /// <summary>Changes a value in the file, and returns its new content.</summary>
    public async Task<string> ReplaceAsync(string name, string value)
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File))!;
        Assert.NotNull(document[name]);
        document[name] = value;
        await System.IO.File.WriteAllTextAsync(File, document.ToJsonString());
        return document.ToJsonString();
    }

    /// <summary>Creates new events, sent by this account, and returns their ids, newest first.</summary>
    public async Task<List<string>> SendAsync(int count)
    {
        var messages = Enumerable.Range(1, count).Select(number => new DmOutgoingMessage { To = new("12"), Text = $"new {number}" });
        var results = await Api.SendAllAsync(journalPath: null, [.. messages]);
        return [.. results.Select(result => result.Sent!.EventId!).Reverse()];
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }
}
