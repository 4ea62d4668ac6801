using System.Text;
using System.Text.Json.Nodes;
using TwitterDm.Auth;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Support;

/// <summary>An API with 250 events, and a connection to which one of its pages looks odd.</summary>
internal sealed class OddPages : IAsyncDisposable
{
    /// <summary>The index of the event that is odd, in the middle of the second page.</summary>
    public const int Odd = 150;

    private readonly TestApi _api;
    private readonly DmConnection _connection;

    private OddPages(TestApi api, DmConnection connection, IReadOnlyList<DmEvent> whole)
    {
        _api = api;
        _connection = connection;
        Whole = whole;
    }

    public TestApi Api => _api;

    /// <summary>The events of the same API without an odd page.</summary>
    public IReadOnlyList<DmEvent> Whole { get; }

    public DmListingReport Report { get; private set; } = null!;

    public DmClient Client => new(_connection, new Notices.DmCallOptions { Notices = _api.Notices });

    /// <summary>Starts an API whose second page is changed.</summary>
    /// <param name="change">Changes the page; marks parts of it as raw.</param>
    public static async Task<OddPages> StartAsync(Action<JsonObject, RawJson> change)
    {
        var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        var whole = await api.ListAsync();
        var second = whole[100].Id;
        var transport = new Func<HttpMessageHandler>(() => new RewrittenBodies((path, body) =>
        {
            if (!path.Contains("/dm_events?", StringComparison.Ordinal) || !Encoding.UTF8.GetString(body).Contains($"\"{second}\"", StringComparison.Ordinal))
                return body;
            var (page, raw) = (JsonNode.Parse(body)!.AsObject(), new RawJson());
            change(page, raw);
            return raw.Write(page);
        }));
        var connection = await api.Clock.RunAsync(DmConnection.OpenAsync(
            api.Options(new BearerCredential(SandboxCredentials.UserToken), transport: transport)));
        return new(api, connection, whole);
    }

    /// <summary>The odd event in its page.</summary>
    public static JsonObject EventOf(JsonObject page) => page["data"]![Odd - 100]!.AsObject();

    public async Task<IReadOnlyList<DmEvent>> ListAsync(DmEventQuery? query = null)
    {
        var listing = Client.ListEvents(query ?? new DmEventQuery());
        var events = await _api.Clock.RunAsync(TestApi.CollectAsync(listing));
        Report = listing.Report!;
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _api.DisposeAsync();
    }
}
